package dev.renditions.profile.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.renditions.kind.Profile;
import dev.renditions.profile.FileNameKind;
import dev.renditions.profile.ProfileCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads {@link Routes} from JSON: a list of objects with {@code prefix}, {@code types} ({@code video}, {@code audio},
 * {@code image}), {@code suffixes} and {@code profiles}, each of which may be left out. Not thread-safe; for one text.
 */
public final class RouteReader {
    private static final Set<String> MEMBERS = Set.of("prefix", "types", "suffixes", "profiles");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ProfileCatalog catalog;
    private final List<Profile> standard;
    private final boolean anyName;
    private final Consumer<String> mistakes;

    /**
     * A reader.
     *
     * @param catalog the profiles that a route may name
     * @param standard the profiles of a route without {@code profiles}
     * @param mistakes receives every mistake, as a sentence
     */
    public RouteReader(ProfileCatalog catalog, List<Profile> standard, Consumer<String> mistakes) {
        this(catalog, standard, false, mistakes);
    }

    private RouteReader(ProfileCatalog catalog, List<Profile> standard, boolean anyName, Consumer<String> mistakes) {
        this.catalog = catalog;
        this.standard = standard;
        this.anyName = anyName;
        this.mistakes = mistakes;
    }

    /**
     * A reader for use if the catalogue can't be read. It accepts any profile name and reports all other mistakes. Its routes
     * must not be used.
     */
    public static RouteReader ofForm(Consumer<String> mistakes) {
        ProfileCatalog some = ProfileCatalog.builtIn();
        return new RouteReader(some, some.all(), true, mistakes);
    }

    /** Reads routes; if the text is blank, every key gets the standard profiles. Wrong entries are reported and left out. */
    public Routes read(String text) {
        if (text.isBlank()) {
            return Routes.all(standard);
        }
        JsonNode list;
        try {
            list = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            mistakes.accept("not JSON: " + e.getOriginalMessage());
            return Routes.all(standard);
        }
        if (!list.isArray() || list.isEmpty()) {
            mistakes.accept("not a list of routes; write [{\"prefix\": \"films/\", \"profiles\": [\"mp4-720p\"]}]");
            return Routes.all(standard);
        }
        List<Route> routes = new ArrayList<>();
        for (JsonNode route : list) {
            routes.add(route(route, "route " + (routes.size() + 1)));
        }
        return new Routes(routes);
    }

    private Route route(JsonNode route, String place) {
        if (!route.isObject()) {
            mistakes.accept(place + ": not a JSON object");
        }
        route.fieldNames().forEachRemaining(member -> {
            if (!MEMBERS.contains(member)) {
                mistakes.accept(
                        place + ": unknown member '" + member + "'; known are prefix, types, suffixes, profiles");
            }
        });
        JsonNode prefix = route.path("prefix");
        if (!prefix.isMissingNode() && !prefix.isTextual()) {
            mistakes.accept(place + ": prefix is not a string");
        }
        return new Route(
                prefix.asText(),
                list(route, "types", place, this::kind),
                list(route, "suffixes", place, text -> Optional.of(text.toLowerCase(Locale.ROOT))),
                route.has("profiles") ? list(route, "profiles", place, this::profile) : standard);
    }

    private <T> List<T> list(JsonNode route, String member, String place, Function<String, Optional<T>> value) {
        List<T> values = new ArrayList<>();
        JsonNode list = route.path(member);
        if (!list.isMissingNode() && !list.isArray()) {
            mistakes.accept(place + ": " + member + " is not a list");
        }
        for (JsonNode entry : list) {
            Optional<T> known = entry.isTextual() ? value.apply(entry.asText()) : Optional.empty();
            known.filter(v -> !values.contains(v)).ifPresent(values::add);
            if (known.isEmpty()) {
                mistakes.accept(place + ": unknown entry " + entry + " in " + member + choice(member));
            }
        }
        return values;
    }

    private String choice(String member) {
        return switch (member) {
            case "types" -> "; known are video, audio, image";
            case "profiles" -> "; known are " + String.join(", ", catalog.names());
            default -> "; it is not a string";
        };
    }

    private Optional<FileNameKind> kind(String word) {
        return FileNameKind.ofWord(word);
    }

    private Optional<Profile> profile(String name) {
        return anyName ? Optional.of(standard.get(0)) : catalog.find(name);
    }
}
