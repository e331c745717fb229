/** What the core itself says, in Vietnamese; and the one kind of error that carries a sentence for the screen. */

/** Something that a person can put right: `sentence` says it, `code` names it. */
export class Problem extends Error {
  constructor(code, sentence) {
    super(sentence);
    this.code = code;
    this.sentence = sentence;
  }
}

/** States of a submission on this phone → words. */
const STATES = {
  new: "chưa gửi",
  refused: "cần xem lại",
  applied: "đã vào sổ",
  nothing: "đã có trong sổ",
  part: "đã vào sổ, còn chỗ cần chọn",
  waiting: "đã gửi, chờ việc khác",
  held: "đã gửi, chờ người xem",
  dropped: "đã bỏ",
};

/** What became of a submission, in words for a list; one that is taken back or was put right says that. */
export function stateWords({ state, code, back, replaced }) {
  if (replaced) return "có bản mới thay";
  if (back) return state === "dropped" ? "đã hoàn tác" : "chờ hoàn tác";
  return state === "dropped" && code === "taken_back" ? "đã hoàn tác" : (STATES[state] ?? "");
}

/** Kinds of which nothing can be taken back once they were sent. */
export const FINAL = new Set(["choose", "take_back", "looked"]);

/** Kinds of submissions → words for a list. */
export const KINDS = {
  meeting: "Buổi sinh hoạt", meeting_fix: "Sửa buổi sinh hoạt", visit: "Thăm tại nhà", help: "Giúp đỡ",
  readings: "Đo sức khỏe", joined: "Thành viên mới", left: "Thành viên thôi tham gia", card: "Sửa thẻ thành viên", gift: "Ủng hộ",
  slip: "Thu chi khác", dues: "Thu đóng góp", repayments: "Thu nợ", take_back: "Hoàn tác", choose: "Chọn giữa hai bản ghi",
  looked: "Xem sổ sức khỏe",
};

export const SAY = {
  unreadable: "Sổ chung chưa đọc được việc này, việc vẫn lưu trong máy. Mời báo cán bộ xã.",
  unknownDevice: "Máy này chưa có tên trong sổ của xã. Mời gọi cán bộ xã để lấy thẻ mới.",
  full: "Máy hết chỗ lưu. Mời xóa bớt ảnh hoặc ứng dụng khác rồi ghi lại.",
  gone: "Máy này không còn dùng cho câu lạc bộ, sổ trong máy đã xóa. Cần dùng lại, mời gọi cán bộ xã.",
  wiped: "Đã ghi sai mã 10 lần nên máy xóa sổ trong máy. Mời gọi cán bộ xã để lấy thẻ mới.",
  unsent: "Trong máy còn việc chưa gửi hoặc đang ghi dở. Mời làm xong rồi trả máy.",
  given: "Đã trả máy, sổ trong máy đã xóa.",
  unsaved: "Máy chưa lưu được việc vừa rồi. Mời chạm lại; nếu vẫn vậy, mời xóa bớt ảnh cho máy rộng chỗ.",
  lost: "Trình duyệt đã xóa sổ trong máy. Mời gọi cán bộ xã để lấy thẻ mới.",
};
