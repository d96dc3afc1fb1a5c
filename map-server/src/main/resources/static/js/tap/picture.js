/** A photo as small as it is kept: upright, and sent in seconds also from a cellar. */

const LONGEST = 1600;
const QUALITY = 0.82;
const SENT_AS_IS = ['image/jpeg', 'image/png'];

/** What the browser cannot draw goes as it is, and the server says what it thinks of it. */
export async function shrunk(file) {
  try {
    return await redrawn(file);
  } catch (error) {
    if (SENT_AS_IS.includes(file.type)) return file;
    throw error;
  }
}

async function redrawn(file) {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('not drawn'))), 'image/jpeg', QUALITY);
  });
}

/** Back from a `data:` address. */
export function blobOf(dataUrl) {
  const [head, body] = dataUrl.split(',');
  const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: /^data:([^;]*)/.exec(head)[1] });
}
