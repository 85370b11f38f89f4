/**
 * What a window shows, from its address: `desk`, `wall-1`, `wall-2`, ...
 * @param {string} address
 */
export function surfaceName(address) {
  const query = new URL(address).searchParams
  const role = query.get('role') ?? 'unknown'
  return role === 'wall' ? `wall-${query.get('surface')}` : role
}

/** The name of a picture. @param {string} surface @param {string} language @param {string} size */
export function pictureName(surface, language, size) {
  return `${surface}-${language}-${size}.png`
}
