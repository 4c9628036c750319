package dev.oopsight.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a row must reach: bounds of the figure itself, and of its ratio to the yardstick's. */
record Must(List<Bound> bounds) {

  /** One limit, inclusive. */
  record Bound(boolean ofRatio, boolean isLeast, double limit) {
    boolean holds(double value, double ratio) {
      double measured = ofRatio ? ratio : value;
      return isLeast ? measured >= limit : measured <= limit; // NaN holds neither
    }

    String in(String unit) {
      String number =
          limit == Math.rint(limit)
              ? String.format(Locale.ROOT, "%,.0f", limit).replace(',', ' ')
              : Double.toString(limit);
      return (isLeast ? "≥ " : "≤ ") + number + " " + (ofRatio ? "×" : unit);
    }
  }

  Must {
    bounds = List.copyOf(bounds);
  }

  static Must atLeast(double limit) {
    return new Must(List.of(new Bound(false, true, limit)));
  }

  static Must atMost(double limit) {
    return new Must(List.of(new Bound(false, false, limit)));
  }

  static Must atLeastTimes(double limit) {
    return new Must(List.of(new Bound(true, true, limit)));
  }

  static Must atMostTimes(double limit) {
    return new Must(List.of(new Bound(true, false, limit)));
  }

  Must and(Must other) {
    List<Bound> all = new ArrayList<>(bounds);
    all.addAll(other.bounds);
    return new Must(all);
  }

  boolean holds(double value, double ratio) {
    return bounds.stream().allMatch(bound -> bound.holds(value, ratio));
  }

  /** For a person. */
  String in(String unit) {
    return bounds.stream().map(bound -> bound.in(unit)).collect(Collectors.joining(", "));
  }
}
