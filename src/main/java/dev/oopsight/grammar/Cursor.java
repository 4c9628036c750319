package dev.oopsight.grammar;

/**
 * A place in a line, and small steps from there. Each step goes over what it names, or stays where
 * it is: what the patterns of other classes say at length, at a fraction of their cost, for the
 * lines of which a trace has most.
 *
 * <p>Units: indices are UTF-16 units of the line. Nothing here fails; behind the last character
 * stands {@link #END}.
 */
final class Cursor {

  /** Stands behind the last character. */
  static final char END = '\uFFFF';

  private static final int DIGIT = 1;
  private static final int HEX = 2;
  private static final int LETTER = 4;
  private static final int WORD = 8;
  private static final int SYMBOL = 16;
  private static final byte[] CLASSES = new byte[128];

  static {
    for (char c = '0'; c <= '9'; c++) CLASSES[c] = DIGIT | HEX | WORD | SYMBOL;
    for (char c = 'a'; c <= 'z'; c++) CLASSES[c] = LETTER | WORD | SYMBOL;
    for (char c = 'A'; c <= 'Z'; c++) CLASSES[c] = LETTER | WORD | SYMBOL;
    for (char c : "abcdefABCDEF".toCharArray()) CLASSES[c] |= HEX;
    CLASSES['_'] = WORD | SYMBOL;
    CLASSES['.'] = SYMBOL;
    CLASSES['$'] = SYMBOL;
  }

  private final String line;
  private int at;

  /** A cursor at that index. */
  Cursor(String line, int from) {
    this.line = line;
    this.at = from;
  }

  /** A cursor behind the blanks and tabs with which the line begins. */
  static Cursor behindIndent(String line) {
    Cursor cursor = new Cursor(line, 0);
    cursor.skipSpace();
    return cursor;
  }

  int at() {
    return at;
  }

  /** Goes to an index it was at before. */
  void back(int index) {
    at = index;
  }

  boolean isAtEnd() {
    return at == line.length();
  }

  boolean isAtBlankOrEnd() {
    return isAtEnd() || next() == ' ';
  }

  boolean isAtSpace() {
    return isSpace(next());
  }

  /** The character that stands here, or {@link #END}. */
  char next() {
    return at < line.length() ? line.charAt(at) : END;
  }

  /** What stands between an index and here. */
  String since(int from) {
    return line.substring(from, at);
  }

  /** The same, kept once where it is a name that comes again and again. */
  String nameSince(int from) {
    return Names.of(line, from, at);
  }

  /** What stands between two indices, kept once as by {@link #nameSince}. */
  String name(int from, int to) {
    return Names.of(line, from, to);
  }

  /** What stands between here and the end. */
  String rest() {
    return line.substring(at);
  }

  /** Goes over one character, whatever it is. */
  void skip() {
    at++;
  }

  boolean take(char c) {
    if (next() != c) return false;
    at++;
    return true;
  }

  boolean take(String word) {
    if (!line.startsWith(word, at)) return false;
    at += word.length();
    return true;
  }

  /** Goes over blanks. */
  void skipBlanks() {
    blanks(Integer.MAX_VALUE);
  }

  /** Goes over at most so many blanks; tells how many they were. */
  int blanks(int most) {
    int from = at;
    while (at - from < most && next() == ' ') at++;
    return at - from;
  }

  /** Goes over all that patterns call white space. */
  void skipSpace() {
    while (isSpace(next())) at++;
  }

  /** Goes to the next white space; tells whether something stood before it. */
  boolean skipToSpace() {
    int from = at;
    while (at < line.length() && !isSpace(line.charAt(at))) at++;
    return at > from;
  }

  /** Goes to the next blank; tells whether something stood before it. */
  boolean skipToBlank() {
    int from = at;
    while (at < line.length() && line.charAt(at) != ' ') at++;
    return at > from;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** Goes over at most so many hexadecimal digits; tells how many they were. */
  int hexDigits(int most) {
    return skip(HEX, most);
  }

  /** Goes over at most so many decimal digits; tells how many they were. */
  int digits(int most) {
    return skip(DIGIT, most);
  }

  /** Goes over at most so many letters, digits and underscores; tells how many they were. */
  int word(int most) {
    return skip(WORD, most);
  }

  /** Goes over at most so many letters and underscores; tells how many they were. */
  int wordWithoutDigits(int most) {
    int from = at;
    while (at - from < most && (is(next(), LETTER) || next() == '_')) at++;
    return at - from;
  }

  /** Goes over lower-case letters; tells how many they were. */
  int small() {
    int from = at;
    while (next() >= 'a' && next() <= 'z') at++;
    return at - from;
  }

  /** Goes over the name of a module; tells whether there was one. */
  boolean module() {
    int from = at;
    while (is(next(), WORD) || next() == '-') at++;
    return at > from;
  }

  /** Goes over the name of a function; tells whether there was one. */
  boolean symbol() {
    if (!is(next(), SYMBOL) || is(next(), DIGIT)) return false;
    skip(SYMBOL, Integer.MAX_VALUE);
    return true;
  }

  /** Goes over upper-case letters; tells how many they were. */
  int capitals(int most) {
    int from = at;
    while (at - from < most && next() >= 'A' && next() <= 'Z') at++;
    return at - from;
  }

  private int skip(int kind, int most) {
    int from = at;
    while (at - from < most && is(next(), kind)) at++;
    return at - from;
  }

  static boolean isLetter(char c) {
    return is(c, LETTER);
  }

  static boolean isDigit(char c) {
    return is(c, DIGIT);
  }

  static boolean isHex(char c) {
    return is(c, HEX);
  }

  /** Whether the name of a function may hold the character. */
  static boolean isSymbol(char c) {
    return is(c, SYMBOL);
  }

  private static boolean is(char c, int kind) {
    return c < CLASSES.length && (CLASSES[c] & kind) != 0;
  }

  /** The hexadecimal number of at most 16 digits that stands between an index and here. */
  long hexSince(int from) {
    long value = 0;
    for (int i = from; i < at; i++) value = value << 4 | Character.digit(line.charAt(i), 16);
    return value;
  }

  /** The decimal number of at most 18 digits that stands between an index and here. */
  long decimalSince(int from) {
    long value = 0;
    for (int i = from; i < at; i++) value = value * 10 + (line.charAt(i) - '0');
    return value;
  }
}
