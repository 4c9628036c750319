package dev.oopsight.access;

import java.util.Locale;
import java.util.regex.Pattern;

/** The names under which a machine is known to itself alone; nobody else's name server is asked. */
public final class Loopback {

  private static final Pattern NAME =
      Pattern.compile("(?:[a-z0-9.-]+\\.)?localhost\\.?|127(?:\\.\\d{1,3}){3}|\\[::1\\]|::1");

  private Loopback() {}

  public static boolean isName(String host) {
    return NAME.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }
}
