package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.FileSystemError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a file system says that found itself damaged.
 *
 * <pre>{@code
 * EXT3-fs error (device sda1): ext3_lookup: unlinked inode 12 in dir #2                       2.6
 * EXT4-fs error (device dm-0): ext4_find_entry:1612: inode #2: block 8: comm ls: reading directory lblock 0
 * EXT4-fs error (device dm-0) in ext4_reserve_inode_write:5792: Journal has aborted
 * EXT4-fs (dm-0): Remounting filesystem read-only
 * XFS (dm-0): Metadata corruption detected at xfs_agf_verify+0x6c/0x80 [xfs], xfs_agf block 0x1
 * XFS (dm-0): xfs_do_force_shutdown(0x8) called from line 955 of file fs/xfs/xfs_trans.c. ...
 * XFS (dm-0): Corruption of in-memory data (0x8) detected at xfs_trans_cancel+0x1/0x2 [xfs] (fs/xfs/xfs_trans.c:955).  Shutting down filesystem.
 * BTRFS critical (device sda1): corrupt leaf, slot offset bad: block=4243456
 * BTRFS: error (device sda1: state EA) in btrfs_commit_transaction:2323: errno=-5 IO failure
 * }</pre>
 *
 * <p>Shape: one line. Errors: none are thrown; what was cut is left out. Source: that of {@link
 * FileSystemError}.
 */
final class FileSystemReader implements DetailReader {

  private static final Pattern OPENING =
      Pattern.compile(
          "(?<fs>EXT[234]|XFS|BTRFS|[A-Za-z][\\w]{1,15}?)(?:-fs)?+:? ?(?:error|critical|warning)? ?"
              + "\\((?:device )?(?<device>[^):\\s]{1,64}+)(?:: [^)]{0,40}+)?+\\)(?<rest>.*+)");
  private static final Pattern PLACE =
      Pattern.compile(
          "(?::| in) (?<function>[a-z_]\\w{0,127}+)(?::(?<line>\\d{1,7}+))?+: (?<rest>.*+)");
  private static final Pattern PART =
      Pattern.compile(
          "(?:inode #(?<inode>\\d{1,18}+)|block (?<block>\\d{1,18}+)|comm (?<comm>.{1,15}?)|errno=(?<errno>-?\\d{1,4}+))(?:: | |$)");
  private static final Pattern DETECTED =
      Pattern.compile(
          " detected at (?<function>[\\w.$]{1,128}+)\\S{0,40}+(?: \\[[\\w-]++\\])?+(?: \\((?<file>[^\\s:)]{1,200}+):(?<line>\\d{1,7}+)\\))?+(?:, \\w++ block 0x(?<block>\\p{XDigit}{1,16}+))?+");
  private static final Pattern CALLED =
      Pattern.compile(
          " called from line (?<line>\\d{1,7}+) of file (?<file>[^\\s]{1,200}?)\\.(?: |$)");

  private Optional<String> text = Optional.empty();
  private boolean readOnly;
  private boolean shutdown;

  @Override
  public void add(String line) {
    readOnly |= line.contains("emounting filesystem read-only");
    shutdown |=
        line.contains("hutting down filesystem") || line.contains("hutting down the filesystem");
    shutdown |= line.contains("has been shut down") || line.contains("xfs_do_force_shutdown");
    if (text.isEmpty()) text = Optional.of(line.substring(KernelText.messageStart(line)));
  }

  @Override
  public Detail detail(Told told) {
    Matcher opening =
        OPENING.matcher(told.header().map(HeaderLine::text).or(() -> text).orElse(""));
    if (!opening.lookingAt()) return new Detail.None();
    Parts parts = new Parts(opening.group("rest"));
    return new FileSystemError(
        Optional.of(opening.group("fs").toLowerCase(Locale.ROOT)),
        Optional.of(opening.group("device")),
        parts.function,
        parts.file,
        parts.line,
        parts.inode,
        parts.block,
        parts.errno,
        parts.comm,
        parts.message,
        readOnly,
        shutdown);
  }

  /** What stands behind the device. */
  private static final class Parts {
    private Optional<String> function = Optional.empty();
    private Optional<String> file = Optional.empty();
    private OptionalInt line = OptionalInt.empty();
    private OptionalLong inode = OptionalLong.empty();
    private OptionalLong block = OptionalLong.empty();
    private OptionalInt errno = OptionalInt.empty();
    private Optional<String> comm = Optional.empty();
    private Optional<String> message;

    Parts(String rest) {
      Matcher place = PLACE.matcher(rest);
      boolean placed = place.matches();
      if (placed) {
        function = Optional.of(place.group("function"));
        line = integer(place.group("line"));
      }
      String left = placed ? place.group("rest") : rest.startsWith(":") ? rest.substring(1) : rest;
      for (Pattern pattern : List.of(DETECTED, CALLED)) read(pattern.matcher(left));
      message = Optional.of(parts(left).strip()).filter(m -> !m.isEmpty());
    }

    /** XFS names the place in the sentence. */
    private void read(Matcher sentence) {
      if (!sentence.find()) return;
      boolean detected = sentence.pattern() == DETECTED;
      if (detected) {
        function = Optional.of(sentence.group("function"));
        String number = sentence.group("block");
        if (number != null) block = Numbers.hex(number);
      }
      file = Optional.ofNullable(sentence.group("file"));
      line = integer(sentence.group("line"));
    }

    private String parts(String left) {
      Matcher part = PART.matcher(left);
      int from = 0;
      while (part.region(from, left.length()).lookingAt()) {
        if (part.group("inode") != null) inode = Numbers.decimalLong(part.group("inode"));
        if (part.group("block") != null) block = Numbers.decimalLong(part.group("block"));
        if (part.group("comm") != null) comm = Optional.of(part.group("comm"));
        if (part.group("errno") != null) errno = integer(part.group("errno"));
        from = part.end();
      }
      return left.substring(from);
    }

    private static OptionalInt integer(String digits) {
      return digits == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
    }
  }
}
