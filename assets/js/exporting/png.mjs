// PNG painted from the very SVG that would have been saved, with its resolution written into it.
import { say } from "../language.mjs";

const LARGEST = 16000; // px a side of a canvas may have
const MOST = 220e6; // px a canvas may have
const PER_METRE = 1 / 0.0254;

const table = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc(content) {
  let c = 0xffffffff;
  for (const byte of content) c = table[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

// The chunk pHYs (pixels per metre) behind the header, which is always the first chunk: 8 + 25 bytes.
async function withResolution(blob, dpi) {
  const png = new Uint8Array(await blob.arrayBuffer());
  const chunk = new Uint8Array(21);
  const view = new DataView(chunk.buffer);
  const density = Math.round(dpi * PER_METRE);
  view.setUint32(0, 9);
  chunk.set([112, 72, 89, 115], 4); // "pHYs"
  view.setUint32(8, density);
  view.setUint32(12, density);
  chunk[16] = 1; // the unit is the metre
  view.setUint32(17, crc(chunk.subarray(4, 17)));
  return new Blob([png.subarray(0, 33), chunk, png.subarray(33)], { type: "image/png" });
}

function load(svg) {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  return new Promise((done, fail) => {
    const image = new Image();
    image.onload = () => done([image, address]);
    image.onerror = () => fail(new Error(say("The browser could not paint the picture; save it as SVG instead.")));
    image.src = address;
  });
}

// A Promise of the PNG and of the resolution it got: a canvas has an end, and a picture beyond it is painted coarser.
async function paint(svg, width, dpi) {
  const [image, address] = await load(svg);
  const shape = image.naturalHeight / image.naturalWidth;
  const wanted = (width / 25.4) * dpi;
  const across = Math.min(wanted, LARGEST, LARGEST / shape, Math.sqrt(MOST / shape));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(across);
  canvas.height = Math.round(across * shape);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error(say("The browser could not paint the picture; save it as SVG instead."));
  const got = across < wanted ? (across / width) * 25.4 : dpi;
  return { blob: await withResolution(blob, got), dpi: got };
}

export { paint };
