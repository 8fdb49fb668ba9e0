package org.acervo.collation;

import com.ibm.icu.text.Collator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.RuleBasedCollator;
import com.ibm.icu.util.ULocale;
import java.util.HexFormat;

/**
 * The order of names in one language: that of the Unicode Collation Algorithm (UTS 10) with the
 * rules of CLDR, and numbers by their value, so that page10 comes after page2.
 *
 * <p>Servers order strings each in its own way, and Java in another: MongoDB by the bytes of UTF-8,
 * Java by units of UTF-16, and the two differ behind U+FFFF. So nothing is ever ordered by a name
 * itself, but by its {@link #key}, which is ASCII and comes out alike wherever it is compared. It
 * is stored beside the name, and stays as it is until {@link #id} changes.
 */
public final class Collation {
  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

  private final RuleBasedCollator collator;
  private final String id;

  public Collation(CollationConfig config) {
    var ofLanguage =
        (RuleBasedCollator) Collator.getInstance(ULocale.forLanguageTag(config.language()));
    this.collator = ofLanguage.cloneAsThawed();
    collator.setNumericCollation(true);
    collator.freeze(); // many threads use it
    this.id = config.language() + "/" + collator.getVersion();
  }

  /** Names language and rules: keys of equal ids compare, others do not. */
  public String id() {
    return id;
  }

  /**
   * What stands for a name in the order. The same for all ways to write the same letters (NFC,
   * NFD); names that only differ in what the language ignores have equal keys.
   */
  public String key(String name) {
    byte[] key = collator.getCollationKey(NFC.normalize(name)).toByteArray();
    return HexFormat.of().formatHex(key, 0, key.length - 1); // the last byte is always 0
  }
}
