// What the furniture's lists may call; sign_dash/furniture.py names them.
window.dashMantineFunctions = window.dashMantineFunctions || {};

dashMantineFunctions.nearestNameFirst = ({ options, search, limit }) => {
  const typed = search.trim().toUpperCase();
  if (!typed) return options.slice(0, limit);
  const rank = (name) => (name === typed ? 0 : name.startsWith(typed) ? 1 : name.includes(typed) ? 2 : 3);
  return options
    .map((option) => [rank(option.label.toUpperCase()), option])
    .filter(([order]) => order < 3)
    .sort((a, b) => a[0] - b[0])
    .slice(0, limit)
    .map(([, option]) => option);
};
