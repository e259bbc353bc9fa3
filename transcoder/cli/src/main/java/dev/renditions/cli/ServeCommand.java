package dev.renditions.cli;

import dev.renditions.cli.display.Terminal;
import dev.renditions.cli.run.Parallelism;
import dev.renditions.config.PathSettings;
import dev.renditions.config.RequestSettings;
import dev.renditions.config.Setting;
import dev.renditions.config.Settings;
import dev.renditions.config.SettingsException;
import dev.renditions.config.Wiring;
import dev.renditions.http.ApiRules;
import dev.renditions.server.LocalServer;
import dev.renditions.server.ServerParts;
import dev.renditions.server.ServerSettings;
import dev.renditions.server.connection.ConnectionLimits;
import dev.renditions.server.upload.UploadLimits;
import dev.renditions.server.upload.Uploads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the HTTP server with the on-demand API and its page. */
@Command(
        name = "serve",
        description = "Serves renditions over HTTP, encodes missing ones on demand, and has a page to try it.",
        footer = {"", "Example:", "  renditions serve --port 8080"})
final class ServeCommand extends SettingsCommand {
    private static final int HIGHEST_PORT = 65_535;
    private static final Duration GRACE = Duration.ofSeconds(5);

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "the port to listen on; 0 for any free port (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "the address to listen on; any other than a loopback address needs signing keys"
                    + " (default: ${DEFAULT-VALUE})")
    private String address = "127.0.0.1";

    @Option(
            names = "--upload-dir",
            paramLabel = "DIR",
            description = "the folder for uploads; only one server may use it (default: ${DEFAULT-VALUE})")
    private Path uploads = Path.of("renditions-uploads");

    @Option(
            names = "--queue",
            paramLabel = "N",
            description = "how many sources may wait to be encoded (default: ${DEFAULT-VALUE})")
    private int queue = 100;

    ServeCommand(Terminal terminal, Map<String, String> environment) {
        super(terminal, environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = settings();
        Parallelism parallelism = Parallelism.of(settings.jobs(), Integer.MAX_VALUE);
        ServerSettings server = serverSettings(settings, parallelism.jobs());
        CountDownLatch done = new CountDownLatch(1);
        try (Wiring wiring = Wiring.of(settings, parallelism.threadsPerJob());
                LocalServer running = LocalServer.start(parts(settings, wiring), server)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running, done), "stop"));
            terminal().say("Renditions listens on " + running.uri() + " (stop it with Ctrl-C)");
            running.join();
        } catch (IOException e) {
            throw new SettingsException(List.of("--port: can't listen on " + address + ":" + port + " ("
                    + e.getMessage() + "); stop the program that listens there, or set another port with --port"));
        } finally {
            done.countDown();
        }
        return 0;
    }

    /** The process exits after its shutdown hooks, so the hook waits until {@link #call} has closed everything. */
    private static void stop(LocalServer running, CountDownLatch done) {
        running.close();
        try {
            boolean unused = done.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ServerSettings serverSettings(Settings settings, int workers) {
        List<String> mistakes = new ArrayList<>();
        if (port < 0 || port > HIGHEST_PORT) {
            mistakes.add("--port: '" + port + "' is not a port from 0 to " + HIGHEST_PORT);
        }
        if (queue < 1) {
            mistakes.add("--queue: '" + queue + "' is not a number of at least 1");
        }
        Optional<InetAddress> parsed = parsed(address);
        if (parsed.isEmpty()) {
            mistakes.add("--address: '" + address + "' can't be resolved to an IP address");
        }
        try {
            PathSettings.requireTrusted(uploads, settings.paths());
        } catch (IllegalArgumentException e) {
            mistakes.add("--upload-dir: " + e.getMessage());
        }
        InetAddress listen = parsed.orElseGet(InetAddress::getLoopbackAddress);
        if (!listen.isLoopbackAddress() && settings.requests().signingKeys().isEmpty()) {
            mistakes.add("--address: '" + address + "' is reachable from other machines, so that anybody could have"
                    + " media encoded; set " + Setting.SIGNING_KEYS.variable() + ", or listen on 127.0.0.1");
        }
        if (settings.requests().corsOrigins().contains("*")
                && settings.requests().signingKeys().isEmpty()) {
            mistakes.add(Setting.CORS_ORIGINS.variable()
                    + ": '*' without signing keys lets every web page in a browser on"
                    + " this machine read everything on this server; list the origins, or set "
                    + Setting.SIGNING_KEYS.variable());
        }
        if (!mistakes.isEmpty()) {
            throw new SettingsException(mistakes);
        }
        return new ServerSettings(
                listen,
                port,
                uploads,
                new UploadLimits(
                        settings.limits().bytes(),
                        settings.limits().freeBytes(),
                        settings.serve().uploadQuota(),
                        settings.serve().uploadFiles(),
                        settings.serve().uploadExpiry()),
                ConnectionLimits.of(settings.serve().connectionsPerAddress()),
                workers,
                queue);
    }

    private static Optional<InetAddress> parsed(String text) {
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static ServerParts parts(Settings settings, Wiring wiring) {
        RequestSettings requests = settings.requests();
        return new ServerParts(
                wiring.service(),
                wiring.index().locations(),
                settings.catalog(),
                wiring.holdings(),
                wiring.localGate(Uploads.BUCKET),
                new ApiRules(requests.linkLifetime(), requests.maxWait(), Set.copyOf(requests.corsOrigins())),
                wiring::file,
                settings.paths(),
                name -> wiring.s3Source(name.bucket(), name.key(), Optional.empty()));
    }
}
