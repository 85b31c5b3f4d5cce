"use strict";
// A click on a heading puts the rows in the order of that column, a second one turns it around.
const table = document.querySelector("table"), body = table.tBodies[0];
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });
table.tHead.addEventListener("click", (event) => {
  const heading = event.target.closest("th");
  if (!heading) return;
  const down = heading.getAttribute("aria-sort") === "ascending";
  for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  const key = (row) => row.cells[heading.cellIndex].dataset.order ?? row.cells[heading.cellIndex].textContent;
  const rows = Array.from(body.rows, (row) => [key(row), row]);
  rows.sort((one, other) => (down ? -1 : 1) * collator.compare(one[0], other[0]));
  body.append(...rows.map((each) => each[1]));
});
