// What opens over the page. Mantine's dropdowns ask Dash to be compared with everything that ever changed on the page,
// at every change anywhere: with all pages open that took a third of the time of a page switch. They need it only where
// what they hold is taken off the page while they are closed; here whatever changes stays mounted (keepMounted).

for (const type of ["PopoverDropdown", "MenuDropdown", "MenuItem", "MenuLabel"]) {
  delete window.dash_mantine_components[type].dashChildrenUpdate;
}
