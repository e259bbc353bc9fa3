package dev.renditions.app;

import dev.renditions.http.ApiRules;
import dev.renditions.http.Gate;
import dev.renditions.http.LinkSigner;
import dev.renditions.http.RequestPath;
import dev.renditions.http.SigningKeys;
import dev.renditions.http.server.LocalServer;
import dev.renditions.http.server.ServerParts;
import dev.renditions.http.server.ServerSettings;
import dev.renditions.http.server.Uploads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Answers requests for renditions on this machine, with a page to see it work. */
@Command(
        name = "serve",
        description = "Answers requests for renditions over HTTP, makes what is missing, and has a page to see it work.",
        footer = {"", "Example:", "  renditions serve --port 8080"})
final class ServeCommand extends SettingsCommand {
    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "the port to listen on; 0 for any that is free (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "the address to listen on; another than this machine's own needs signing keys"
                    + " (default: ${DEFAULT-VALUE})")
    private String address = "127.0.0.1";

    @Option(
            names = "--upload-dir",
            paramLabel = "DIR",
            description = "the folder for uploads, of this server alone (default: ${DEFAULT-VALUE})")
    private Path uploads = Path.of("renditions-uploads");

    @Option(
            names = "--queue",
            paramLabel = "N",
            description = "how many sources may wait for their turn (default: ${DEFAULT-VALUE})")
    private int queue = 100;

    ServeCommand(Terminal terminal, Map<String, String> environment) {
        super(terminal, environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = settings();
        Parallelism parallelism = Parallelism.of(settings.jobs(), Integer.MAX_VALUE);
        ServerSettings server = serverSettings(settings, parallelism.jobs());
        try (Wiring wiring = Wiring.of(settings, parallelism.threadsPerJob())) {
            LocalServer running = LocalServer.start(parts(settings, wiring), server);
            Thread onStop = new Thread(
                    () -> {
                        running.close();
                        wiring.close();
                    },
                    "stop");
            Runtime.getRuntime().addShutdownHook(onStop);
            terminal().say("Renditions listens on " + running.uri() + " (stop with Ctrl-C)");
            running.join();
        } catch (IOException e) {
            throw new SettingsException(List.of("--port: " + address + ":" + port + " can't be listened on ("
                    + e.getMessage() + "); stop what listens there, or name another with --port"));
        }
        return 0;
    }

    private ServerSettings serverSettings(Settings settings, int workers) {
        List<String> mistakes = new ArrayList<>();
        if (port < 0 || port > HIGHEST_PORT) {
            mistakes.add("--port: '" + port + "' is no port; 0 to " + HIGHEST_PORT + " are");
        }
        if (queue < 1) {
            mistakes.add("--queue: '" + queue + "' is no number from 1");
        }
        Optional<InetAddress> parsed = address(address);
        if (parsed.isEmpty()) {
            mistakes.add("--address: '" + address + "' is no address of this machine");
        }
        InetAddress listen = parsed.orElseGet(InetAddress::getLoopbackAddress);
        if (!listen.isLoopbackAddress() && settings.requests().signingKeys().isEmpty()) {
            mistakes.add("--address: '" + address + "' can be reached from other machines, where everybody could have"
                    + " media encoded; set " + Setting.SIGNING_KEYS.variable() + ", or listen on 127.0.0.1");
        }
        if (!mistakes.isEmpty()) {
            throw new SettingsException(mistakes);
        }
        return new ServerSettings(
                listen,
                port,
                uploads,
                settings.limits().maxBytes(),
                settings.limits().freeBytes(),
                workers,
                queue);
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static ServerParts parts(Settings settings, Wiring wiring) {
        Clock clock = Clock.systemUTC();
        RequestSettings requests = settings.requests().allowing(Uploads.BUCKET);
        Optional<SigningKeys> keys = requests.signingKeys();
        Gate gate = keys.isPresent()
                ? requests.gate(wiring.index(), wiring.sourceRights(), clock)
                : requests.openGate(wiring.index(), wiring.sourceRights(), clock);
        LinkSigner signer = keys.<LinkSigner>map(k -> (target, lifetime) -> signed(k, target, clock, lifetime))
                .orElse(LinkSigner.NONE);
        return new ServerParts(
                wiring.service(),
                wiring.index(),
                settings.catalog(),
                wiring.holdings(signer),
                gate,
                new ApiRules(requests.linkLifetime(), requests.maxWait(), Set.copyOf(requests.corsOrigins())),
                wiring::file,
                name -> wiring.s3Source(name.bucket(), name.key(), Optional.empty()));
    }

    private static String signed(SigningKeys keys, String target, Clock clock, java.time.Duration lifetime) {
        int query = target.indexOf('?');
        RequestPath path = RequestPath.parse(query < 0 ? target : target.substring(0, query));
        String signature = keys.sign(path, clock.instant().plus(lifetime)).query();
        return target + (query < 0 ? "?" : "&") + signature;
    }
}
