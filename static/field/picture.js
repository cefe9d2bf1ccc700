// A photo made ready on the phone: painted anew, so that nothing of where and when it was taken stays in it, and small
// enough to be sent from a place with a weak network.

const LONGEST = 2560;
const SMALL = 160;

async function painted(bitmap, longest) {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// Gives the bytes of a JPEG and a small picture as an address, or null for what is no picture.
export async function pictureOf(file) {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const large = await painted(bitmap, LONGEST);
    const blob = await new Promise((resolve) => large.toBlob(resolve, "image/jpeg", 0.85));
    const small = (await painted(bitmap, SMALL)).toDataURL("image/jpeg", 0.7);
    bitmap.close();
    return { bytes: new Uint8Array(await blob.arrayBuffer()), small };
  } catch {
    return null;
  }
}
