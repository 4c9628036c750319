package dev.oopsight.grammar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Finds which of many wordings stand anywhere in a text, in one pass.
 *
 * <p>Every second position of the text is looked at: its four bytes, hashed by one multiplication,
 * point into a table of the grams of all wordings. Each wording has one gram at an even and one at
 * an odd offset, so that one of the two is met wherever it begins; a hit is then verified byte by
 * byte. Of the possible grams the one whose characters are rarest in ordinary text is taken.
 *
 * <p>A wording is ASCII of at least five characters. Three characters stand for classes: {@link
 * #DIGIT}, {@link #HEX} and {@link #SYMBOL}.
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

  private static final int GRAM = 4;
  private static final int TABLE_BITS = 15;
  private static final int MULTIPLIER = 0x9E3779B1;
  private static final VarHandle INT_AT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** The characters of ordinary log text, commonest first. */
  private static final String COMMON = " eatinors0dlcmu1p2f:g3hb-4y5.6v78_w9kx/q=z,j";

  /** One gram of one wording. */
  private record Entry(int wording, int offset) {}

  private final byte[][] wordings;

  /** By hash: 0, or 1 + the index of its entries. */
  private final short[] table = new short[1 << TABLE_BITS];

  /** Per used hash: wording and offset of each entry, flattened. */
  private final int[][] entries;

  Wordings(List<String> texts) {
    wordings = texts.stream().map(Wordings::bytesOf).toArray(byte[][]::new);
    List<List<Entry>> lists = new ArrayList<>();
    for (int w = 0; w < wordings.length; w++) {
      addGrams(w, 0, lists);
      addGrams(w, 1, lists);
    }
    entries = lists.stream().map(Wordings::flat).toArray(int[][]::new);
  }

  private static byte[] bytesOf(String wording) {
    byte[] bytes = wording.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length <= GRAM) throw new IllegalArgumentException("too short: " + wording);
    return bytes;
  }

  private static int[] flat(List<Entry> list) {
    int[] flat = new int[list.size() * 2];
    for (int i = 0; i < list.size(); i++) {
      flat[2 * i] = list.get(i).wording();
      flat[2 * i + 1] = list.get(i).offset();
    }
    return flat;
  }

  private void addGrams(int wording, int parity, List<List<Entry>> lists) {
    byte[] bytes = wordings[wording];
    int best = parity;
    for (int o = parity; o + GRAM <= bytes.length; o += 2) {
      if (cost(bytes, o) < cost(bytes, best)) best = o;
    }
    enumerate(bytes, best, 0, 0, new Entry(wording, best), lists);
  }

  private static double cost(byte[] bytes, int offset) {
    double cost = 1;
    for (int i = offset; i < offset + GRAM; i++) {
      int members = members(bytes[i]).length();
      int rank = COMMON.indexOf(bytes[i]);
      double frequency = rank < 0 ? 1 : COMMON.length() + 1 - rank;
      cost *= members > 1 ? members * COMMON.length() : frequency;
    }
    return cost;
  }

  private void enumerate(
      byte[] bytes, int at, int done, int gram, Entry entry, List<List<Entry>> lists) {
    if (done == GRAM) {
      int hash = hash(gram);
      if (table[hash] == 0) {
        lists.add(new ArrayList<>());
        table[hash] = (short) lists.size();
      }
      List<Entry> list = lists.get((table[hash] & 0xFFFF) - 1);
      if (!list.contains(entry)) list.add(entry);
      return;
    }
    String members = members(bytes[at + done]);
    for (int i = 0; i < members.length(); i++) {
      int next = gram | ((members.charAt(i) & 0xFF) << (8 * done));
      enumerate(bytes, at, done + 1, next, entry, lists);
    }
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
    return (gram * MULTIPLIER) >>> (32 - TABLE_BITS);
  }

  /** Whether any wording stands in the bytes. Allocates nothing. */
  boolean anyIn(byte[] bytes, int from, int to) {
    for (int i = from; i + GRAM <= to; i += 2) {
      int slot = table[hash((int) INT_AT.get(bytes, i))];
      if (slot != 0 && verified(bytes, i, from, to, entries[(slot & 0xFFFF) - 1])) return true;
    }
    return false;
  }

  private boolean verified(byte[] bytes, int at, int from, int to, int[] candidates) {
    for (int e = 0; e < candidates.length; e += 2) {
      byte[] wording = wordings[candidates[e]];
      int start = at - candidates[e + 1];
      if (start >= from && start + wording.length <= to && standsAt(bytes, start, wording)) {
        return true;
      }
    }
    return false;
  }

  private static boolean standsAt(byte[] bytes, int start, byte[] wording) {
    for (int i = 0; i < wording.length; i++) {
      if (!isMember(bytes[start + i] & 0xFF, wording[i])) return false;
    }
    return true;
  }

  /** The numbers of all wordings that stand in the text, in the order of the list. */
  BitSet in(String text) {
    BitSet found = new BitSet(wordings.length);
    for (int i = 0; i + GRAM <= text.length(); i += 2) {
      int gram =
          (text.charAt(i) & 0xFF)
              | ((text.charAt(i + 1) & 0xFF) << 8)
              | ((text.charAt(i + 2) & 0xFF) << 16)
              | ((text.charAt(i + 3) & 0xFF) << 24);
      int slot = table[hash(gram)];
      if (slot != 0) collect(text, i, entries[(slot & 0xFFFF) - 1], found);
    }
    return found;
  }

  private void collect(String text, int at, int[] candidates, BitSet found) {
    for (int e = 0; e < candidates.length; e += 2) {
      byte[] wording = wordings[candidates[e]];
      int start = at - candidates[e + 1];
      if (start >= 0 && start + wording.length <= text.length() && standsAt(text, start, wording)) {
        found.set(candidates[e]);
      }
    }
  }

  private static boolean standsAt(String text, int start, byte[] wording) {
    for (int i = 0; i < wording.length; i++) {
      if (!isMember(text.charAt(start + i), wording[i])) return false;
    }
    return true;
  }

  private static boolean isMember(int c, byte of) {
    return switch (of) {
      case DIGIT -> c >= '0' && c <= '9';
      case HEX -> Character.digit(c, 16) >= 0 && c < 128;
      case SYMBOL -> c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '$');
      case COLUMN -> c == ' ' || (c >= '0' && c <= '9');
      default -> c == (of & 0xFF);
    };
  }
}
