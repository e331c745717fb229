/** How the holder of the phone is spoken to: the word that he chose, or none. */

/** "bác " for use in the middle of a sentence; "" until the holder has chosen. */
export function you(app) {
  const address = holder(app).address;
  return address ? `${address} ` : "";
}

/** "Chào bác Mận", or "Chào Nguyễn Thị Mận" without a chosen word. */
export function greeting(app) {
  const { name, address } = holder(app);
  return address ? `Chào ${address} ${name.split(" ").at(-1)}` : name ? `Chào ${name}` : "Xin chào";
}

/** {name, address} of the club's user, or of the card before the club is open. */
export function holder(app) {
  const user = app.club?.view().club?.user || app.bound;
  return { name: user?.name || "", address: user?.address || "" };
}

/** "CLB thôn Đồng Vàng": the club's name where there is little room. */
export const shortClub = (app) => (app.club?.view().club.name ?? app.bound?.club.name ?? "").replace(/^Câu lạc bộ /, "CLB ");
