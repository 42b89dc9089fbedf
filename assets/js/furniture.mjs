// What the furniture's lists may call; sign_dash/furniture.py names them.

// The names in a list of the furniture.
export const optionsOf = (id) => window.dash_component_api.getLayout(id).props.data.map((option) => option.value ?? option);

// How many letters must be added, taken out, changed or exchanged with their neighbour to make one word of the other (the
// optimal string alignment distance); most + 1 as soon as it is more than `most`.
export function slips(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      const exchanged = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (exchanged) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return Math.min(last[other.length], most + 1);
}

const nearestNameFirst = ({ options, search, limit }) => {
  const typed = search.trim().toUpperCase();
  if (!typed) return options.slice(0, limit);
  // A typing error is forgiven from three letters on, two from six on: letters missing, wrong, added or exchanged.
  const forgiven = typed.length < 3 ? 0 : typed.length < 6 ? 1 : 2;
  const rank = (name) => (name === typed ? 0 : name.startsWith(typed) ? 1 : name.includes(typed) ? 2
    : 3 + slips(typed, name, forgiven));
  return options
    .map((option) => [rank(option.label.toUpperCase()), option])
    .filter(([order]) => order <= 3 + forgiven)
    .sort((a, b) => a[0] - b[0])
    .slice(0, limit)
    .map(([, option]) => option);
};

export const mantineFunctions = { nearestNameFirst };
