package dev.oopsight.app;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Settings as they are written, read one by one; what is wrong is noted with its place, and reading
 * goes on, so that a person hears of everything at once.
 */
final class GivenSettings {

  private final Map<String, String> values;
  private final Map<String, String> places;
  private final List<String> faults = new ArrayList<>();

  /**
   * Settings to be read.
   *
   * @param values by key
   * @param places by key, {@code file:line}; those of keys that stand in no file are missing
   */
  GivenSettings(Map<String, String> values, Map<String, String> places) {
    this.values = values;
    this.places = places;
  }

  /** Everything that was wrong so far. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** Notes what is wrong with a key. */
  void fault(String key, String what) {
    String place = places.get(key);
    faults.add(place == null ? what : place + ": " + what);
  }

  /** The value in force; where it is wrong, a fault is noted and the last argument holds. */
  <T> T value(Setting setting, Function<String, Optional<T>> reader, String means, T otherwise) {
    String key = setting.key();
    Optional<String> text = Optional.ofNullable(values.get(key)).or(setting::preset);
    if (text.isEmpty()) {
      fault(key, key + " is missing: " + means);
      return otherwise;
    }
    Optional<T> value = reader.apply(text.get());
    if (value.isEmpty()) {
      fault(key, "%s must be %s, not \"%s\"".formatted(key, means, text.get()));
    }
    return value.orElse(otherwise);
  }

  String text(Setting setting, Pattern form, String means) {
    return value(
        setting, text -> Optional.of(text).filter(t -> form.matcher(t).matches()), means, "");
  }

  int number(Setting setting, int least, int most) {
    return value(
        setting,
        text -> number(text).filter(n -> n >= least && n <= most),
        "a number from %d to %d".formatted(least, most),
        setting.preset().flatMap(GivenSettings::number).orElse(least));
  }

  private static Optional<Integer> number(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  /** Whether a switch is on; where it is wrong, it is off. */
  boolean isOn(Setting setting) {
    return value(setting, GivenSettings::isOn, "on or off", false);
  }

  private static Optional<Boolean> isOn(String text) {
    return switch (text) {
      case "on" -> Optional.of(true);
      case "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  Duration duration(Setting setting, Duration least, Duration most) {
    return value(
        setting,
        text -> duration(text).filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0),
        "a time from %s to %s".formatted(least, most),
        setting.preset().flatMap(GivenSettings::duration).orElse(least));
  }

  private static Optional<Duration> duration(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
