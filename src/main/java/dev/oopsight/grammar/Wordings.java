package dev.oopsight.grammar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds which of many wordings stand anywhere in a text, in one pass.
 *
 * <p>Every second position of the text is looked at: its four bytes, hashed by one multiplication,
 * point into a table of the grams of all wordings. Each wording has one gram at an even and one at
 * an odd offset, so that one of the two is met wherever it begins; a hit is then verified byte by
 * byte. Of the possible grams the one that is rarest in ordinary text is taken: none that stands in
 * {@code ordinary-text.txt}, and of the others the one of the rarest characters.
 *
 * <p>A wording is of at least five characters up to U+00FF, none of them a question mark: text is
 * looked at in Latin-1, where that stands for all others. Four characters stand for classes: {@link
 * #DIGIT}, {@link #HEX}, {@link #SYMBOL} and {@link #COLUMN}.
 */
final class Wordings {

  /** Stands for 0 to 9. */
  static final char DIGIT = '\u0001';

  /** Stands for a hexadecimal digit. */
  static final char HEX = '\u0002';

  /** Stands for a character of a symbol's name. */
  static final char SYMBOL = '\u0003';

  /** Stands for a blank or a digit. */
  static final char COLUMN = '\u0004';

  /** Told by a look: a wording stands there that is sure. */
  static final int SURELY = 1;

  /** Told by a look: a wording stands there that is not sure. */
  static final int MAYBE = 2;

  /** Characters by which a wording is found. */
  static final int GRAM = 4;

  /** So many that one position of ordinary text in a hundred meets a used one by chance. */
  private static final int HASH_BITS = 17;

  private static final int TABLE_BITS = 12;
  private static final double STANDS_THERE = 1_000_000;
  private static final int MULTIPLIER = 0x9E3779B1;

  private static final int[] NONE = {};

  /** Numbers of an entry: its gram, the wording that holds it, and at which offset. */
  private static final int ENTRY = 3;

  /** By character: how often what it stands for is met. */
  private static final double[] COSTS = costs();

  private static final VarHandle FOUR_AT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle EIGHT_AT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[][] wordings;

  /** One bit a hash: whether there are entries. A small part of the nearest cache. */
  private final long[] used = new long[(1 << HASH_BITS) / Long.SIZE];

  /** By the hash's upper bits: the entries, one behind the other. */
  private final int[][] entries = new int[1 << TABLE_BITS][];

  Wordings(List<String> texts) {
    wordings = texts.stream().map(Wordings::bytesOf).toArray(byte[][]::new);
    OrdinaryText ordinary = new OrdinaryText();
    for (int w = 0; w < wordings.length; w++) {
      for (int parity = 0; parity < 2; parity++) {
        int offset = rarest(wordings[w], parity, ordinary);
        for (int gram : grams(wordings[w], offset)) {
          int hash = hash(gram);
          used[hash / Long.SIZE] |= 1L << hash;
          entries[slot(hash)] = with(entries[slot(hash)], gram, w, offset);
        }
      }
    }
  }

  /** The entries of one slot and another one. */
  private static int[] with(int[] entries, int gram, int wording, int offset) {
    int length = entries == null ? 0 : entries.length;
    int[] more = length == 0 ? new int[ENTRY] : Arrays.copyOf(entries, length + ENTRY);
    more[length] = gram;
    more[length + 1] = wording;
    more[length + 2] = offset;
    return more;
  }

  private static byte[] bytesOf(String wording) {
    byte[] bytes = wording.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length <= GRAM || wording.indexOf('?') >= 0) {
      throw new IllegalArgumentException("no wording: " + wording);
    }
    return bytes;
  }

  private static int rarest(byte[] wording, int parity, OrdinaryText ordinary) {
    int best = parity;
    double least = Double.POSITIVE_INFINITY;
    for (int offset = parity; offset + GRAM <= wording.length; offset += 2) {
      double cost = cost(wording, offset, ordinary);
      if (cost >= least) continue;
      best = offset;
      least = cost;
    }
    return best;
  }

  /** How often the grams at an offset are met; all that the classes there stand for count. */
  private static double cost(byte[] wording, int offset, OrdinaryText ordinary) {
    double cost = 1;
    int gram = 0;
    for (int i = 0; i < GRAM; i++) {
      int c = wording[offset + i] & 0xFF;
      cost *= COSTS[c];
      gram |= c << (Byte.SIZE * i);
    }
    return ordinary.holds(gram) ? cost * STANDS_THERE : cost;
  }

  private static double[] costs() {
    double[] costs = new double[1 << Byte.SIZE];
    for (int c = 0; c < costs.length; c++) {
      String members = members((byte) c);
      double sum = 0;
      for (int i = 0; i < members.length(); i++) sum += OrdinaryText.commonness(members.charAt(i));
      costs[c] = sum * members.length() * members.length(); // a crowded table is met by chance
    }
    return costs;
  }

  /** What may stand at an offset. */
  private static int[] grams(byte[] wording, int offset) {
    int[] grams = {0};
    for (int i = 0; i < GRAM; i++) {
      String members = members(wording[offset + i]);
      int[] longer = new int[grams.length * members.length()];
      int filled = 0;
      for (int gram : grams) {
        for (int m = 0; m < members.length(); m++) {
          longer[filled++] = gram | members.charAt(m) << (Byte.SIZE * i);
        }
      }
      grams = longer;
    }
    return grams;
  }

  private static String members(byte b) {
    return switch (b) {
      case DIGIT -> "0123456789";
      case HEX -> "0123456789abcdefABCDEF";
      case SYMBOL -> "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.$";
      case COLUMN -> " 0123456789";
      default -> String.valueOf((char) (b & 0xFF));
    };
  }

  private static int hash(int gram) {
    return (gram * MULTIPLIER) >>> (32 - HASH_BITS);
  }

  private static int slot(int hash) {
    return hash >>> (HASH_BITS - TABLE_BITS);
  }

  /**
   * The lowest bit tells whether a gram of that hash may be one of a wording; others mean nothing.
   */
  private long used(int gram) {
    int hash = hash(gram);
    return used[hash / Long.SIZE] >>> hash;
  }

  /** The first of every second position whose gram may be one of a wording; or {@code to}. */
  private int candidate(byte[] bytes, int from, int to) {
    int at = from;
    // Three grams at once: that none of them is used, which is nearly always so, is one question.
    for (; at + Long.BYTES <= to; at += 6) {
      long eight = (long) EIGHT_AT.get(bytes, at);
      long first = used((int) eight);
      long second = used((int) (eight >>> 16));
      if (((first | second | used((int) (eight >>> 32))) & 1) == 0) continue;
      if ((first & 1) != 0) return at;
      return (second & 1) != 0 ? at + 2 : at + 4;
    }
    for (; at + GRAM <= to; at += 2) {
      if ((used((int) FOUR_AT.get(bytes, at)) & 1) != 0) return at;
    }
    return to;
  }

  /**
   * Looks which wordings stand in the bytes. Allocates nothing.
   *
   * @param sure by number of the wording: whether nothing more is to be asked where it stands
   * @param enough bits that end the look
   * @return the bits {@link #SURELY} and {@link #MAYBE}; 0 where no wording stands there
   */
  int look(byte[] bytes, int from, int to, boolean[] sure, int enough) {
    int look = 0;
    for (int i = candidate(bytes, from, to); i < to; i = candidate(bytes, i + 2, to)) {
      int gram = (int) FOUR_AT.get(bytes, i);
      int[] candidates = entries[slot(hash(gram))];
      for (int e = 0; e < candidates.length; e += ENTRY) {
        if (candidates[e] != gram) continue;
        int wording = candidates[e + 1];
        int bit = sure[wording] ? SURELY : MAYBE;
        if ((look & bit) != 0) continue;
        if (stands(wordings[wording], bytes, i - candidates[e + 2], from, to)) look |= bit;
      }
      if ((look & enough) != 0) return look;
    }
    return look;
  }

  /** Index within the first wording that stands in the bytes, or {@code to}. Allocates nothing. */
  int first(byte[] bytes, int from, int to) {
    for (int i = candidate(bytes, from, to); i < to; i = candidate(bytes, i + 2, to)) {
      int gram = (int) FOUR_AT.get(bytes, i);
      int[] candidates = entries[slot(hash(gram))];
      for (int e = 0; e < candidates.length; e += ENTRY) {
        if (candidates[e] != gram) continue;
        if (stands(wordings[candidates[e + 1]], bytes, i - candidates[e + 2], from, to)) return i;
      }
    }
    return to;
  }

  /** The numbers of all wordings that stand in the text, ascending, each once. */
  int[] in(byte[] bytes) {
    int[] found = NONE;
    int to = bytes.length;
    for (int i = candidate(bytes, 0, to); i < to; i = candidate(bytes, i + 2, to)) {
      int gram = (int) FOUR_AT.get(bytes, i);
      found = withThoseAt(bytes, i, gram, entries[slot(hash(gram))], found);
    }
    if (found.length > 1) Arrays.sort(found);
    return found;
  }

  private int[] withThoseAt(byte[] bytes, int at, int gram, int[] candidates, int[] before) {
    int[] found = before;
    for (int e = 0; e < candidates.length; e += ENTRY) {
      if (candidates[e] != gram) continue;
      int wording = candidates[e + 1];
      if (holds(found, wording)) continue;
      if (!stands(wordings[wording], bytes, at - candidates[e + 2], 0, bytes.length)) continue;
      found = Arrays.copyOf(found, found.length + 1);
      found[found.length - 1] = wording;
    }
    return found;
  }

  private static boolean holds(int[] numbers, int number) {
    for (int n : numbers) if (n == number) return true;
    return false;
  }

  private static boolean stands(byte[] wording, byte[] bytes, int start, int from, int to) {
    if (start < from || start + wording.length > to) return false;
    for (int i = 0; i < wording.length; i++) {
      if (!isMember(bytes[start + i], wording[i])) return false;
    }
    return true;
  }

  private static boolean isMember(byte c, byte of) {
    if (of > COLUMN) return c == of;
    return switch (of) {
      case DIGIT -> Cursor.isDigit((char) c);
      case HEX -> Cursor.isHex((char) c);
      case SYMBOL -> Cursor.isSymbol((char) c);
      case COLUMN -> c == ' ' || Cursor.isDigit((char) c);
      default -> c == of;
    };
  }
}
