package dev.renditions;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.ProfileKind;
import dev.renditions.profile.ProfileCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Each kind of profile lies in one package, and only who makes it knows it. */
@AnalyzeClasses(locations = AllModules.class)
final class KindsTest {
    private static final String KINDS = "dev.renditions.kind.";

    /** Packages beside those of kinds: what several of them share. */
    private static final Set<String> SHARED = Set.of("segment", "settings", "track");

    /** Everything outside the packages of kinds that names a kind, and which. */
    private static final Map<String, Set<String>> KNOWN = Map.ofEntries(
            // Lists all kinds. KindEncoders does, too, but only casts to them, which is not a dependency to ArchUnit.
            Map.entry("dev.renditions.profile.ProfileReader", kinds()),
            // How ffmpeg makes each of them.
            Map.entry("dev.renditions.ffmpeg.encoder.VideoAssembly", Set.of("video")),
            Map.entry("dev.renditions.ffmpeg.encoder.StreamingAssembly", Set.of("streaming")),
            Map.entry("dev.renditions.ffmpeg.encoder.StreamingPackage", Set.of("streaming")),
            Map.entry("dev.renditions.ffmpeg.encoder.AudioAssembly", Set.of("audio")),
            Map.entry("dev.renditions.ffmpeg.image.StillImage", Set.of("image")),
            Map.entry("dev.renditions.ffmpeg.image.ImageCommand", Set.of("image")),
            Map.entry("dev.renditions.ffmpeg.image.ImageStrategy", Set.of("image")),
            Map.entry("dev.renditions.ffmpeg.image.Storyboard", Set.of("storyboard")),
            Map.entry("dev.renditions.ffmpeg.image.StoryboardCommand", Set.of("storyboard")),
            Map.entry("dev.renditions.ffmpeg.image.TileTimes", Set.of("storyboard")),
            Map.entry("dev.renditions.ffmpeg.image.Preview", Set.of("preview")),
            Map.entry("dev.renditions.ffmpeg.image.PreviewCommand", Set.of("preview")),
            Map.entry("dev.renditions.ffmpeg.text.Captions", Set.of("captions")),
            Map.entry("dev.renditions.ffmpeg.waveform.WaveformImage", Set.of("waveform")),
            Map.entry("dev.renditions.ffmpeg.waveform.WavePng", Set.of("waveform")));

    private static Set<String> kinds() {
        return ProfileCatalog.builtIn().all().stream().map(KindsTest::kind).collect(Collectors.toSet());
    }

    private static String kind(Profile profile) {
        return profile.getClass().getPackageName().substring(KINDS.length());
    }

    @ArchTest
    static void eachKindHasOnePackageWithOneProfileAndOnePlan(JavaClasses all) {
        Map<ProfileKind, Set<String>> packages = ProfileCatalog.builtIn().all().stream()
                .collect(Collectors.groupingBy(
                        Profile::kind, TreeMap::new, Collectors.mapping(KindsTest::kind, Collectors.toSet())));

        assertThat(packages).containsOnlyKeys(ProfileKind.values());
        assertThat(packages.values())
                .doesNotHaveDuplicates()
                .allSatisfy(each -> assertThat(each).hasSize(1));
        assertThat(homes(all, Profile.class)).containsExactlyInAnyOrderElementsOf(kinds());
        assertThat(homes(all, Plan.Make.class)).containsExactlyInAnyOrderElementsOf(kinds());
    }

    private static List<String> homes(JavaClasses all, Class<?> type) {
        return all.stream()
                .filter(each -> each.isAssignableTo(type) && !each.isInterface())
                .map(each -> each.getPackageName().replace(KINDS, ""))
                .toList();
    }

    @ArchTest
    static void noOtherClassNamesAKind(JavaClasses all) {
        Map<String, Set<String>> named = new TreeMap<>();
        for (JavaClass each : all) {
            Set<String> known = each.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .flatMap(target -> kind(target).stream())
                    .collect(Collectors.toSet());
            if (!known.isEmpty() && kind(each).isEmpty()) {
                named.computeIfAbsent(file(each), name -> new TreeSet<>()).addAll(known);
            }
        }
        assertThat(named).containsExactlyInAnyOrderEntriesOf(KNOWN);
    }

    @ArchTest
    static void kindsDoNotKnowEachOther(JavaClasses all) {
        assertThat(all.stream().filter(each -> kind(each).isPresent()))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.getDirectDependenciesFromSelf())
                        .as(each.getName())
                        .allMatch(dependency -> kind(dependency.getTargetClass())
                                .filter(other -> !kind(each).equals(Optional.of(other)))
                                .isEmpty()));
    }

    /** The kind in whose package a class is. */
    private static Optional<String> kind(JavaClass type) {
        return Optional.of(type.getPackageName())
                .filter(name -> name.startsWith(KINDS))
                .map(name -> name.substring(KINDS.length()))
                .filter(name -> !SHARED.contains(name));
    }

    /** The name of the class that a class is nested in, or its own. */
    private static String file(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }
}
