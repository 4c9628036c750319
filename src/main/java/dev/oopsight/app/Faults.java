package dev.oopsight.app;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Says in a few words of one line what an exception means. */
final class Faults {

  private Faults() {}

  static String of(Throwable e) {
    Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    if (cause instanceof NoSuchFileException) return "there is no such file";
    if (cause instanceof AccessDeniedException) return "it may not be read by this user";
    String message = cause.getMessage();
    String name = cause.getClass().getSimpleName();
    return message == null ? name : oneLine(message) + " (" + name + ")";
  }

  /** Control characters become blanks. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\p{Cntrl}++", " ");
  }
}
