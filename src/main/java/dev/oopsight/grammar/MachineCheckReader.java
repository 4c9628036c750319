package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.MachineCheck;
import dev.oopsight.trace.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what the hardware reported.
 *
 * <pre>{@code
 * CPU 1: Machine Check Exception: 4 Bank 4: b200000000070f0f
 * mce: [Hardware Error]: CPU 2: Machine Check: 0 Bank 7: 8c00004000010090                3.9
 * mce: [Hardware Error]: TSC 0 ADDR 1f2d3c4000 MISC 140
 * {1}[Hardware Error]: event severity: fatal
 * {1}[Hardware Error]:   section_type: memory error
 * {1}[Hardware Error]:   physical_address: 0x0000001f2d3c4000
 * {1}[Hardware Error]:   node: 0 card: 1 module: 0 rank: 0 bank: 1 device: 3 row: 2 column: 4
 * {1}[Hardware Error]:   error_type: 3, multi-bit ECC
 * {1}[Hardware Error]:   DIMM location: CPU 1 DIMM_A1
 * }</pre>
 *
 * <p>Shape: one line to what it tells. Units: all numbers but those of processors and banks are
 * hexadecimal. Errors: none are thrown; what was cut is left out. Source: that of {@link
 * MachineCheck}.
 */
final class MachineCheckReader implements DetailReader {

  private static final int MOST = 64;
  private static final String MARK = "[Hardware Error]: ";
  private static final String ABSENT = "not present";
  private static final Pattern BANK =
      Pattern.compile(
          "CPU (?<cpu>\\d{1,5}+): Machine Check(?: Exception)?+: ++\\p{XDigit}{1,16}+ Bank (?<bank>\\d{1,4}+): (?<status>\\p{XDigit}{1,16}+)");
  private static final Pattern AUXILIARY =
      Pattern.compile("\\b(ADDR|MISC) (\\p{XDigit}{1,16}+)(?= |$)");

  private final List<MachineCheck.Bank> banks = new ArrayList<>();
  private final List<String> sections = new ArrayList<>();
  private Optional<String> severity = Optional.empty();
  private Optional<String> errorType = Optional.empty();
  private Optional<Word> physicalAddress = Optional.empty();
  private Optional<String> location = Optional.empty();
  private Optional<String> dimm = Optional.empty();

  @Override
  public void add(String line) {
    int mark = line.indexOf(MARK);
    String text = (mark < 0 ? line : line.substring(mark + MARK.length())).strip();
    if (text.startsWith("CPU ")) addBank(BANK.matcher(text));
    else if (text.startsWith("TSC ")) addAuxiliary(AUXILIARY.matcher(text));
    else if (text.startsWith("node: ") || text.startsWith("card: ")) {
      if (location.isEmpty()) location = Optional.of(text);
    } else {
      addLabelled(text);
    }
  }

  private void addBank(Matcher line) {
    if (banks.size() == MOST || !line.lookingAt()) return;
    OptionalInt bank = Numbers.decimal(line.group("bank"));
    Optional<Word> status = Numbers.word(line.group("status"));
    if (bank.isEmpty() || status.isEmpty()) return;
    banks.add(
        new MachineCheck.Bank(
            Integer.parseInt(line.group("cpu")),
            bank.getAsInt(),
            status.get(),
            Optional.empty(),
            Optional.empty(),
            MachineCheck.Meaning.of(status.get())));
  }

  /** The line below that of a bank. */
  private void addAuxiliary(Matcher line) {
    if (banks.isEmpty()) return;
    while (line.find()) {
      Optional<Word> value = Numbers.word(line.group(2));
      boolean isAddress = line.group(1).equals("ADDR");
      MachineCheck.Bank last = banks.remove(banks.size() - 1);
      banks.add(
          new MachineCheck.Bank(
              last.cpu(),
              last.bank(),
              last.status(),
              isAddress ? value : last.address(),
              isAddress ? last.misc() : value,
              last.meaning()));
    }
  }

  private void addLabelled(String text) {
    severity = severity.or(() -> behind("event severity: ", text));
    errorType = errorType.or(() -> behind("error_type: ", text));
    physicalAddress =
        physicalAddress.or(() -> behind("physical_address: ", text).flatMap(Numbers::word));
    dimm = dimm.or(() -> behind("DIMM location: ", text).filter(d -> !d.startsWith(ABSENT)));
    Optional<String> section =
        behind("section_type: ", text).or(() -> behind("section type: ", text));
    if (sections.size() < MOST) section.ifPresent(sections::add);
  }

  private static Optional<String> behind(String label, String text) {
    if (!text.startsWith(label)) return Optional.empty();
    return Optional.of(text.substring(label.length()).strip()).filter(value -> !value.isEmpty());
  }

  @Override
  public Detail detail(Told told) {
    boolean nothing = banks.isEmpty() && severity.isEmpty() && sections.isEmpty();
    return nothing
        ? new Detail.None()
        : new MachineCheck(banks, severity, sections, errorType, physicalAddress, location, dimm);
  }
}
