/** This browser cannot keep a club: why, and the way out. */

import { h } from "../dom.js";
import { card, primary, secondary, title } from "../kit.js";

const WHY = {
  insecure: ["Địa chỉ này chưa an toàn", "Máy chỉ giữ sổ của câu lạc bộ khi địa chỉ bắt đầu bằng https.",
    ["Mời quét lại thẻ do xã in.", "Nếu vẫn thấy trang này, mời gọi cán bộ xã và nói: “địa chỉ trên thẻ chưa có https”."]],
  "no-store": ["Trình duyệt này không cho lưu sổ", "Thường là do đang mở ở cửa sổ ẩn danh, hoặc trình duyệt đã quá cũ.",
    ["Mời đóng cửa sổ này.", "Mở Chrome (máy Android) hoặc Safari (iPhone) như bình thường.", "Quét lại thẻ."]],
  lost: ["Sổ trong máy vừa bị xóa", "Trình duyệt đã dọn dữ liệu của trang này. Những gì đã gửi vẫn còn ở sổ chung.",
    ["Mời gọi cán bộ xã để lấy thẻ mới.", "Quét thẻ xong, máy tự lấy sổ về."]],
};

/** What is risky here: [what, the way out before a card is used, the way out once the club is in the phone, its steps]. */
const WARNINGS = {
  "in-app": ["Trang này đang mở bên trong Zalo hoặc Facebook", "Sổ ghi ở đây dễ mất. Mời chạm dấu ba chấm ở góc trên, chọn “Mở bằng trình duyệt”.",
    "Sổ ghi ở đây dễ mất. Mời gửi hết việc, xin cán bộ xã thẻ mới, rồi quét bằng máy ảnh."],
  private: ["Có vẻ đang mở ở cửa sổ ẩn danh", "Đóng cửa sổ ẩn danh là mất hết sổ trong máy. Mời mở lại thẻ ở cửa sổ thường.",
    "Đóng cửa sổ này là mất hết sổ trong máy. Mời gửi hết việc đã, rồi xin thẻ mới và quét lại."],
  apple: ["Trên iPhone, đưa ra màn hình chính trước", "Safari tự xóa sổ khi 7 ngày không mở. Ở màn hình chính thì không.", "",
    ["Chạm “Chép địa chỉ của thẻ” ở dưới.", "Chạm nút Chia sẻ, chọn “Thêm vào MH chính”.", "Mở Tre Măng ở màn hình chính, chạm “Dán địa chỉ của thẻ”."]],
  unkept: ["Ứng dụng chưa tải hết về máy", "Mất mạng lúc này thì chưa mở được đủ các trang. Mời giữ mạng thêm một lúc. Nếu máy hết chỗ, mời xóa bớt ảnh."],
  room: ["Máy sắp hết chỗ lưu", "Mời gửi việc khi có mạng, và xóa bớt ảnh hoặc ứng dụng khác."],
  "no-worker": ["Trình duyệt này chưa mở được khi mất mạng", "Mời dùng Chrome (máy Android) hoặc Safari (iPhone), bản mới."],
};

export const screen = {
  tab: null,
  draw(app) {
    const [what, why, steps] = WHY[app.trouble] ?? WHY["no-store"];
    const left = app.trouble === "lost" ? app.club?.view().unsent.length : 0;
    return {
      body: [title(what, { more: why }), left > 0 && unsentCard(app, left), h("ol", { class: "steps" }, steps.map((step) => h("li", {}, step))), copyCard(app)],
      foot: [left ? primary("Gửi ngay", () => salvaged(app)) : primary("Thử mở lại", () => location.reload())],
    };
  },
};

/** What lies in memory alone, and how it gets out. */
const unsentCard = (app, left) => card("brick", h("p", { role: "alert" }, h("b", {}, `${left} việc chưa gửi chỉ còn trên màn hình này.`)), h("p", {}, "Đóng trang là mất. Mời gửi ngay, không có mạng thì lưu thành tệp."),
  secondary("Lưu thành tệp", async () => (await import("./unsent.js")).share(app)));

async function salvaged(app) {
  const { salvage } = await import("../../core/rounds.js");
  const left = await salvage(app.club);
  app.said(left ? "Chưa gửi được. Mời bật mạng rồi chạm lại, hoặc lưu thành tệp." : "Đã gửi hết. Mời xin thẻ mới để dùng tiếp.");
}

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
  const [what, before, after = before, steps = []] = WARNINGS[app.warning] ?? [];
  const way = app.bound ? after : before;
  return way && card("ochre", h("h2", {}, what), h("p", {}, way), steps.length > 0 && h("ol", { class: "steps" }, steps.map((step) => h("li", {}, step))), ["private", "apple"].includes(app.warning) && copyCard(app));
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
