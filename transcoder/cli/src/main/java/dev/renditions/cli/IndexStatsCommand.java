package dev.renditions.cli;

import dev.renditions.cli.display.Amounts;
import dev.renditions.cli.display.Table;
import dev.renditions.cli.display.Terminal;
import dev.renditions.config.Settings;
import dev.renditions.config.Wiring;
import dev.renditions.index.memcached.ServerStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Shows the statistics of the index servers. */
@Command(
        name = "stats",
        description = "Shows the statistics of each index server since its start, for all its clients.",
        footer = {"", "Example:", "  renditions index stats --index memcached://127.0.0.1:11211"})
final class IndexStatsCommand extends IndexSubcommand {
    private static final List<String> HEAD =
            List.of("SERVER", "UPTIME", "ITEMS", "SIZE", "OF", "HITS", "MISSES", "EVICTIONS");

    IndexStatsCommand(Terminal terminal, Map<String, String> environment) {
        super(terminal, environment);
    }

    @Override
    public Integer call() {
        Settings settings = sharedIndexSettings();
        List<ServerStatistics> servers = Wiring.indexStatistics(settings);
        List<List<String>> rows = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        for (ServerStatistics server : servers) {
            server.figures().ifPresentOrElse(f -> rows.add(row(server.server(), f)), () -> silent.add(server.server()));
        }
        if (!rows.isEmpty()) {
            Table.print(HEAD, rows, terminal().out());
        }
        silent.forEach(server -> terminal()
                .say("renditions: memcached at " + server + " gave no answer within "
                        + settings.indexBudget().toMillis()
                        + " ms; check that it runs and is reachable from this machine"));
        return silent.isEmpty() ? 0 : ExitCodes.FAILED;
    }

    private static List<String> row(String server, ServerStatistics.Figures f) {
        return List.of(
                server,
                Amounts.uptime(f.uptime()),
                String.valueOf(f.items()),
                Amounts.size(f.bytes()),
                Amounts.size(f.mostBytes()),
                String.valueOf(f.hits()),
                String.valueOf(f.misses()),
                String.valueOf(f.evictions()));
    }
}
