package dev.oopsight.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The entries of a properties file with the lines on which they stand, which {@link Properties}
 * does not tell.
 *
 * <p>Shape: UTF-8; a line that ends with an odd number of backslashes goes on with the next, a
 * comment never does. Source: {@link Properties#load}, which reads each entry here.
 */
final class PropertyLines {

  /**
   * One entry.
   *
   * @param line on which it begins, from 1
   * @param value without blanks around it
   */
  record Entry(int line, String key, String value) {}

  private PropertyLines() {}

  /**
   * Reads a file, in its order.
   *
   * @throws IllegalArgumentException for an escape that is none, with its line
   */
  static List<Entry> read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int from = ++number;
        StringBuilder whole = new StringBuilder(line);
        while (isEntry(whole) && goesOn(whole)) {
          String next = lines.readLine();
          if (next == null) break;
          number++;
          whole.setLength(whole.length() - 1);
          whole.append(next.stripLeading());
        }
        add(from, whole.toString(), entries);
      }
    }
    return entries;
  }

  private static boolean isEntry(CharSequence line) {
    String text = line.toString().stripLeading();
    return !text.isEmpty() && text.charAt(0) != '#' && text.charAt(0) != '!';
  }

  private static boolean goesOn(CharSequence line) {
    int at = line.length();
    while (at > 0 && line.charAt(at - 1) == '\\') at--;
    return (line.length() - at) % 2 == 1;
  }

  private static void add(int line, String text, List<Entry> into) throws IOException {
    Properties one = new Properties();
    try {
      one.load(new StringReader(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + line + ": " + e.getMessage(), e);
    }
    one.forEach((key, value) -> into.add(new Entry(line, (String) key, ((String) value).strip())));
  }
}
