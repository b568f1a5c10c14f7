// Copies what the pages need out of node_modules into hamn/web/static/web/vendor/, and writes down where each file came from.
// Run `npm ci && npm run vendor` after a change of package.json or icons.txt, and commit the result.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const target = new URL("../hamn/web/static/web/vendor/", import.meta.url);
const packageFolder = (name) => new URL(`node_modules/${name}/`, import.meta.url);
const described = (name) => JSON.parse(readFileSync(new URL("package.json", packageFolder(name)), "utf8"));

const ATKINSON = "@fontsource-variable/atkinson-hyperlegible-next";
const FAMILJEN = "@fontsource-variable/familjen-grotesk";
const HANKEN = "@fontsource-variable/hanken-grotesk";
const copies = [
  [ATKINSON, "files/atkinson-hyperlegible-next-latin-wght-normal.woff2", "atkinson.woff2"],
  [ATKINSON, "files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2", "atkinson-ext.woff2"],
  [FAMILJEN, "files/familjen-grotesk-latin-wght-normal.woff2", "familjen.woff2"],
  [FAMILJEN, "files/familjen-grotesk-latin-ext-wght-normal.woff2", "familjen-ext.woff2"],
  // The two above lack the Northern Sámi ŋ and ŧ.
  [HANKEN, "files/hanken-grotesk-latin-ext-wght-normal.woff2", "hanken-ext.woff2"],
  ["htmx.org", "dist/htmx.min.js", "htmx.js"],
  ["htmx.org", "dist/ext/hx-csp.min.js", "hx-csp.js"],
];
const licences = { [ATKINSON]: "OFL-1.1", [FAMILJEN]: "OFL-1.1", [HANKEN]: "OFL-1.1", "htmx.org": "0BSD", "lucide-static": "ISC" };

mkdirSync(target, { recursive: true });
const files = {};
for (const [from, path, name] of copies) {
  // The source map's address would be asked for, and is not shipped.
  if (name.endsWith(".js")) {
    const code = readFileSync(new URL(path, packageFolder(from)), "utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
    writeFileSync(new URL(name, target), code);
  } else {
    copyFileSync(new URL(path, packageFolder(from)), new URL(name, target));
  }
  note(name, from, path);
}
writeFileSync(new URL("icons.svg", target), sprite());
note("icons.svg", "lucide-static", "icons/*.svg");
for (const from of Object.keys(licences)) {
  const name = `LICENCE-${from.split("/").pop()}.txt`;
  copyFileSync(new URL("LICENSE", packageFolder(from)), new URL(name, target));
  note(name, from, "LICENSE");
}
writeFileSync(new URL("VENDOR.json", target), JSON.stringify(files, null, 2) + "\n");

function note(name, from, path) {
  const sha256 = createHash("sha256").update(readFileSync(new URL(name, target))).digest("hex");
  files[name] = { package: from, version: described(from).version, licence: licences[from], source: path, sha256 };
}

function sprite() {
  const icons = readFileSync(new URL("icons.txt", import.meta.url), "utf8").split("\n").filter(Boolean);
  const symbols = icons.map((name) => {
    const drawing = readFileSync(new URL(`icons/${name}.svg`, packageFolder("lucide-static")), "utf8");
    const shapes = drawing.slice(drawing.indexOf(">", drawing.indexOf("<svg")) + 1, drawing.lastIndexOf("</svg>"));
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, "").replaceAll(" />", "/>")}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg"><!-- Lucide ${described("lucide-static").version}, ISC -->${symbols.join("")}</svg>\n`;
}
