package dev.renditions.lambda;

import dev.renditions.config.MachineMemory;
import dev.renditions.config.Settings;
import dev.renditions.config.SettingsException;
import dev.renditions.profile.route.RouteReader;
import dev.renditions.profile.route.Routes;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The validated settings of a function. Immutable.
 *
 * @param settings the settings that the command line has, too
 * @param routes the profiles for each upload
 * @param deadLetters the dead-letter queue; absent if none is configured
 * @param maxReceives the receive at which a message that still fails becomes a dead letter
 * @param eventBus the bus that results are published to; absent if none is configured
 * @param uploadsQueue the queue for missing renditions; absent in functions that don't answer requests
 */
public record LambdaSettings(
        Settings settings,
        Routes routes,
        Optional<URI> deadLetters,
        int maxReceives,
        Optional<String> eventBus,
        Optional<URI> uploadsQueue) {
    private static final Pattern BUS =
            Pattern.compile("arn:[a-z-]+:events:[a-z0-9-]+:\\d{12}:event-bus/[A-Za-z0-9._/-]+"
                    + "|[A-Za-z0-9._-][A-Za-z0-9._/-]{0,255}");

    /**
     * Reads and validates all settings.
     *
     * @param environment the process's environment variables
     * @throws SettingsException with all invalid settings
     */
    public static LambdaSettings read(Map<String, String> environment) {
        Map<String, String> common = new HashMap<>(environment);
        for (LambdaSetting setting : LambdaSetting.values()) {
            common.remove(setting.variable());
        }
        List<String> mistakes = new ArrayList<>();
        Settings settings = settings(common, mistakes);
        Reader reader = new Reader(environment, mistakes);
        Routes routes = reader.routes(settings);
        Optional<URI> deadLetters = reader.queue(LambdaSetting.DEAD_LETTERS);
        int maxReceives = reader.maxReceives();
        Optional<String> bus = reader.bus();
        Optional<URI> uploadsQueue = reader.queue(LambdaSetting.UPLOADS_QUEUE);
        if (settings == null || !mistakes.isEmpty()) {
            throw new SettingsException(mistakes);
        }
        return new LambdaSettings(settings, routes, deadLetters, maxReceives, bus, uploadsQueue);
    }

    private static @Nullable Settings settings(Map<String, String> environment, List<String> mistakes) {
        try {
            return Settings.read(Map.of(), environment, MachineMemory.of(environment, Path.of("/")));
        } catch (SettingsException e) {
            mistakes.addAll(e.mistakes());
            return null;
        }
    }

    private record Reader(Map<String, String> environment, List<String> mistakes) {
        String text(LambdaSetting setting) {
            return environment
                    .getOrDefault(setting.variable(), setting.defaultValue())
                    .strip();
        }

        void mistake(LambdaSetting setting, String sentence) {
            mistakes.add(setting.variable() + ": " + sentence);
        }

        Routes routes(@Nullable Settings settings) {
            Consumer<String> report = sentence -> mistake(LambdaSetting.ROUTES, sentence);
            RouteReader reader = settings == null
                    ? RouteReader.ofForm(report)
                    : new RouteReader(settings.catalog(), settings.profiles(), report);
            return reader.read(text(LambdaSetting.ROUTES));
        }

        Optional<URI> queue(LambdaSetting setting) {
            String text = text(setting);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            if (text.matches("https?://[^\\s/]+/\\S+")) {
                return Optional.of(URI.create(text));
            }
            mistake(setting, "'" + text + "' is not the URL of a queue");
            return Optional.empty();
        }

        int maxReceives() {
            String text = text(LambdaSetting.MAX_RECEIVES);
            if (text.matches("[1-9]\\d{0,2}|1000")) {
                return Integer.parseInt(text);
            }
            mistake(LambdaSetting.MAX_RECEIVES, "'" + text + "' is not a number from 1 to 1000");
            return 1;
        }

        Optional<String> bus() {
            String text = text(LambdaSetting.EVENT_BUS);
            if (!text.isEmpty() && !BUS.matcher(text).matches()) {
                mistake(LambdaSetting.EVENT_BUS, "'" + text + "' is neither the name nor the ARN of an event bus");
            }
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }
    }
}
