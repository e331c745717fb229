/** This browser cannot keep a club: why, and the way out. */

import { h } from "../dom.js";
import { card, primary, secondary, title } from "../kit.js";

const WHY = {
  insecure: ["Địa chỉ này chưa an toàn", "Máy chỉ giữ sổ của câu lạc bộ khi địa chỉ bắt đầu bằng https.",
    ["Mời quét lại thẻ do xã in.", "Nếu vẫn thấy trang này, mời gọi cán bộ xã và nói: “địa chỉ trên thẻ chưa có https”."]],
  "no-store": ["Trình duyệt này không cho lưu sổ", "Thường là do đang mở ở cửa sổ ẩn danh, hoặc trình duyệt đã quá cũ.",
    ["Mời đóng cửa sổ này.", "Mở Chrome (máy Android) hoặc Safari (iPhone) như bình thường.", "Quét lại thẻ."]],
};

const WARNINGS = {
  "in-app": ["Trang này đang mở bên trong Zalo hoặc Facebook", "Sổ ghi ở đây dễ mất. Mời chạm dấu ba chấm ở góc trên, chọn “Mở bằng trình duyệt”."],
  private: ["Có vẻ đang mở ở cửa sổ ẩn danh", "Đóng cửa sổ ẩn danh là mất hết sổ trong máy. Mời mở lại thẻ ở cửa sổ thường."],
  "no-worker": ["Trình duyệt này chưa mở được khi mất mạng", "Mời dùng Chrome (máy Android) hoặc Safari (iPhone), bản mới."],
};

export const screen = {
  tab: null,
  draw(app) {
    const [what, why, steps] = WHY[app.trouble] ?? WHY["no-store"];
    return {
      body: [title(what, { more: why }), h("ol", { class: "steps" }, steps.map((step) => h("li", {}, step))), copyCard(app)],
      foot: [primary("Thử mở lại", () => location.reload())],
    };
  },
};

/** A screen whose file has not come to the phone yet, or belongs to a version that is no longer served. */
export const missing = {
  tab: null,
  draw: () => ({
    top: { back: "viec-cho" },
    body: [title("Trang này chưa có trong máy", { more: "Ứng dụng chưa tải hết, hoặc vừa có bản mới. Những gì đã ghi vẫn còn." }), h("p", {}, "Mời bật mạng, rồi chạm “Tải lại”.")],
    foot: [primary("Tải lại", () => location.reload())],
  }),
};

/** What this browser makes risky, with the way out; null when nothing does. */
export function warningCard(app) {
  const warning = WARNINGS[app.warning];
  if (!warning) return null;
  return card("ochre", h("h2", {}, warning[0]), h("p", {}, warning[1]), app.warning === "private" && copyCard(app));
}

const copyCard = (app) => (app.path.startsWith("the/") ? secondary("Chép địa chỉ của thẻ", () => copyAddress(app)) : null);

/** Copies the card's address, to be opened in another browser. */
export async function copyAddress(app) {
  const address = `${location.origin}/may/#the=${app.path.split("/")[1]}`;
  try {
    await navigator.clipboard.writeText(address);
    app.said("Đã chép địa chỉ của thẻ. Mời dán vào trình duyệt.");
  } catch {
    app.said(`Máy không cho chép. Mời ghi lại địa chỉ này: ${address}`);
  }
}
