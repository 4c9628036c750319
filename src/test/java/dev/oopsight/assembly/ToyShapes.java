package dev.oopsight.assembly;

import java.nio.charset.StandardCharsets;

/** Shapes told by the first word, so that a test says what it means. */
final class ToyShapes implements Shapes {

  @Override
  public boolean matters(byte[] bytes, int from, int to) {
    return of(new String(bytes, from, to - from, StandardCharsets.UTF_8)) != Shape.OTHER;
  }

  @Override
  public int quietUntil(byte[] bytes, int from, int to) {
    return from;
  }

  @Override
  public Shape of(String text) {
    return switch (text.split(" ", 2)[0]) {
      case "cut" -> Shape.PREAMBLE;
      case "BUG" -> Shape.HEADER;
      case "panic" -> Shape.FOLLOW_UP;
      case "SLUB" -> Shape.COMPANION;
      case "notice" -> Shape.EVENT;
      case "frame" -> Shape.BODY;
      case "backtrace" -> Shape.ANSWER;
      case "====" -> Shape.RULE;
      case "end" -> Shape.END;
      default -> Shape.OTHER;
    };
  }
}
