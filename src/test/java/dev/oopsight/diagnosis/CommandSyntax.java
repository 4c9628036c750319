package dev.oopsight.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a remedy may say: commands of tools whose arguments are known here, changes of the kernel
 * command line, or a sentence that begins with a known verb.
 */
final class CommandSyntax {

  private static final String NIC = "(?:[a-z][a-z0-9.:-]*|<nic>)";
  private static final String DEV = "/dev/(?:[a-z0-9/-]+|<dev>|DISK)";
  private static final String PATH = "/[A-Za-z0-9_/.*-]+";
  private static final String NUMBERS = "(?:-?\\d+|\"-?\\d+( -?\\d+)+\")";
  private static final String SYSCTL = "(?:vm|kernel|net|fs)(?:\\.[a-z0-9_-]+)+=" + NUMBERS;

  /** By the first word; a command is right when one of the patterns matches what follows. */
  private static final Map<String, List<String>> TOOLS = new TreeMap<>();

  static {
    tool("sysctl", "-w " + SYSCTL + "( " + SYSCTL + ")*");
    tool(
        "ethtool",
        "-[aigkS] " + NIC,
        "-K " + NIC + "( (tso|gso|gro|lro|sg|rx|tx) (on|off))+",
        "-s " + NIC + " autoneg (on|off( speed \\d+ duplex (full|half))?)",
        "--set-eee " + NIC + " eee (on|off)");
    tool("echo", "\\S+ > /(sys|proc)/[a-z0-9_/-]+");
    tool("ip", "link set dev " + NIC + " (promisc (on|off)|mtu \\d+|up|down)");
    tool("modprobe", "(-r )?[a-z0-9_]+( [a-z0-9_]+=\\S+)*");
    tool("modinfo", "[A-Za-z0-9_]+");
    tool("cat", PATH);
    tool("grep", "(\\.|[A-Za-z]+) " + PATH);
    tool("ss", "-tmn", "-0 -p");
    tool("lspci", "-tv");
    tool("lsmod", "");
    tool("lsns", "-t net");
    tool("slabtop", "-o -s c");
    tool("head", "(-\\d+)?");
    tool("sort", "(-rn)?");
    tool("uniq", "-c");
    tool("ps", "-eLo pid,comm --no-headers", "-eo pid,comm,rss --sort=-rss");
    tool("smartctl", "-(a|t long) " + DEV);
    tool("lsblk", "-s " + DEV);
    tool("nvme", "smart-log " + DEV);
    tool("e2fsck", "-f " + DEV);
    tool("xfs_repair", "(-n )?" + DEV);
    tool("tune2fs", "-e (remount-ro|continue|panic) " + DEV);
    tool("btrfs", "(scrub start|device stats) /MOUNTPOINT");
    tool("mount", DEV + " /mnt");
    tool("umount", "(-f -l )?(/mnt|/MOUNTPOINT|" + DEV + ")");
    tool("multipath", "-ll");
    tool("fsfreeze", "--(un)?freeze /MOUNTPOINT");
    tool("ras-mc-ctl", "--(error-count|errors|summary)");
    tool("mokutil", "--import MOK\\.der");
    tool("coredumpctl", "list");
    tool("tcpdump", "-eni " + NIC + " src host \\d+(\\.\\d+){3}");
    tool(
        "systemctl",
        "reboot",
        "restart [a-z]+",
        "(edit|revert) NAME\\.service",
        "set-property [\\w@.-]+\\.service (MemoryMax|TasksMax)=(\\d+[KMGT]?)?");
    tool("ipmitool", "chassis power (cycle|diag)");
    tool("dmesg", "-T");
    tool("tail", "-n \\d+");
    tool("kubectl", "set resources deployment NAME --limits=memory=\\d+[KMG]i");
    tool("fallocate", "-l \\d+G " + PATH);
    tool("chmod", "\\d{3} " + PATH);
    tool("mkswap", PATH);
    tool("swapon", PATH);
    tool("swapoff", PATH);
    tool("rm", PATH);
    tool("scripts/decode_stacktrace.sh", "vmlinux < [a-z]+\\.txt");
    tool("scripts/faddr2line", "vmlinux [\\w.]+\\+0x\\p{XDigit}+/0x\\p{XDigit}+");
  }

  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?:add|remove) [a-z0-9_]+(\\.[a-z0-9_]+)?(=[^\\s\"<>{}]+)? (?:to|from) the kernel command"
              + " line and reboot");

  /** What only a person can do. */
  private static final Set<String> VERBS =
      Set.of(
          "boot", "check", "clean", "compare", "give", "install", "replace", "report", "reseat",
          "run", "search", "set", "start", "take", "update", "upgrade");

  private CommandSyntax() {}

  private static void tool(String name, String... arguments) {
    TOOLS.put(name, List.of(arguments));
  }

  /** Whether it is a sentence, which a shell need not understand. */
  static boolean isSentence(String line) {
    String verb = line.split(" ", 2)[0];
    return VERBS.contains(verb) || PARAMETER.matcher(line).matches();
  }

  /** What is wrong with a remedy; empty where nothing is. */
  static List<String> faults(String remedy) {
    List<String> faults = new ArrayList<>();
    for (String line : remedy.lines().toList()) {
      if (isSentence(line)) continue;
      for (String command : line.split(" ?(?:&&|;|\\|) ?")) {
        if (!isKnown(command)) faults.add(command);
      }
    }
    return faults;
  }

  private static boolean isKnown(String command) {
    String[] words = command.split(" ", 2);
    String arguments = words.length == 1 ? "" : words[1];
    return TOOLS.getOrDefault(words[0], List.of()).stream().anyMatch(arguments::matches);
  }
}
