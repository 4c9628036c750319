package dev.oopsight.app.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;

/** Rows as a table for people and as lines of JSON. */
final class Report {

  private static final String COLUMNS = "%-14s %12s %-13s %12s %8s %7s %8s %8s  %-7s %s";

  private Report() {}

  static String heading() {
    return COLUMNS.formatted(
        "row",
        "value",
        "unit",
        "yardstick",
        "ratio",
        "wall s",
        "CPU s",
        "its CPU",
        "verdict",
        "must");
  }

  static String line(Row.Result result) {
    String unit = result.row().figure().unit();
    return COLUMNS.formatted(
        result.row().name(),
        number(result.value()),
        unit,
        number(result.yardstick()),
        number(result.ratio()),
        number(result.wallSeconds()),
        number(result.cpuSeconds()),
        number(result.yardstickCpuSeconds()),
        result.failed() ? "failed" : result.holds() ? "holds" : "misses",
        result.row().must().in(unit));
  }

  private static String number(double value) {
    if (Double.isNaN(value)) return "-";
    if (Math.abs(value) >= 1000)
      return String.format(Locale.ROOT, "%,.0f", value).replace(',', ' ');
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.2f", value);
  }

  /** One object, without a newline. What was not measured is null. */
  static String json(Row.Result result) {
    String unit = result.row().figure().unit();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("name", result.row().name());
      write(json, "value", result.value());
      json.writeStringField("unit", unit);
      write(json, "yardstick", result.yardstick());
      write(json, "ratio", result.ratio());
      json.writeStringField("must", result.row().must().in(unit));
      json.writeBooleanField("holds", result.holds());
      json.writeEndObject();
    } catch (IOException e) {
      throw new AssertionError("a string takes everything", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isNaN(value)) json.writeNullField(name);
    else json.writeNumberField(name, Math.rint(value * 1e4) / 1e4);
  }
}
