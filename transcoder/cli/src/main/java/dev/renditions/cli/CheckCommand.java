package dev.renditions.cli;

import dev.renditions.cli.check.CheckReport;
import dev.renditions.cli.check.CheckTargets;
import dev.renditions.cli.display.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks packages against the rules of HLS and DASH. Needs no settings, because it only reads files. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Checks HLS playlists, DASH manifests and their media against the rules of both formats.",
        footer = {
            "",
            "A folder is searched for packages, which are folders with a master.m3u8: a",
            "rendition in a local store, or the whole store. Without a package, each",
            "playlist and manifest is checked by itself. The rules are those for packages",
            "that Renditions makes: each track is one file beside its playlist, addressed",
            "by byte range.",
            "",
            "Each violation is a line with the file, what is wrong, and the rule: 'Apple'",
            "is the HLS Authoring Specification for Apple Devices, 'RFC 8216' HLS,",
            "'ISO/IEC 23009-1' DASH, 'DASH-IF IOP' its guidelines, 'Playback' what a player",
            "needs, 'Limit' the maximum size of a checked file, 'File' a file that can't be read.",
            "Exit code 0 without violations, 1 with violations, 2 if there is nothing",
            "to check.",
            "",
            "Example:",
            "  renditions check renditions-out"
        })
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "a folder, a playlist or a manifest")
    private List<Path> paths = List.of();

    @Option(names = "--json", description = "write each violation as a JSON object on its own line, then a summary")
    private boolean json;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return new CheckReport(terminal.out(), json).check(CheckTargets.find(paths)) ? 0 : ExitCodes.FAILED;
    }
}
