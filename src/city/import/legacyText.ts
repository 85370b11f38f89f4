/**
 * Which old Vietnamese encoding, or which reading in the wrong encoding, a text seems to have come through; undefined when it reads as
 * Unicode. It looks for character pairs that proper Vietnamese, English or German text does not have, so one odd letter is no finding.
 */
export function legacyEncodingOf(text: string): 'TCVN3' | 'VNI' | 'mojibake' | undefined {
  if (mojibake.test(text)) return 'mojibake'
  if (vni.test(text)) return 'VNI'
  if (tcvn3.test(text)) return 'TCVN3'
  return undefined
}

// UTF-8 read as Windows-1252 or Latin-1: a lead byte (Ã Ä Å Æ á º...) followed by a continuation byte, which is a control, a currency or
// a typographic sign there. "Đông" becomes "ÄÃ´ng", "Hà" becomes "HÃ " with a no-break space.
const mojibake = /[ÂÃÄÅÆ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|á[º»][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\ufffd/u

// VNI writes the mark as a letter of its own after the vowel: "Ñoâng Haø", "Phöôøng", "Beänh vieän". Only pairs that French, Catalan and
// German do not have.
const vni = /[aeouyAEOUY][øØ]|[öÖ][ôöÔùøûõï]|Ñ[aeouöôAEOUÖÔ][â-ûÂ-Û]|[iy]eä|[iuy]eâ|[aeo]å|oâ[nmitcp]/u

// TCVN3 (ABC) puts its letters where Latin-1 has signs: "§«ng Hµ", "Ph­êng", "S«ng HiÕu". The middle dot is left out for Catalan, the
// soft hyphen counts before a letter of the upper half only.
const tcvn3 = /[a-zA-Z][¡-¬®-¶¸-¿]\p{L}|(?:^|\s)[§¡-¿]{1,2}[a-z]|[a-z][µ¶¸¹«¬®](?:\s|$|[a-z])|[a-zA-Z]\u00ad[¡-¬®-¿à-ÿ]/u
