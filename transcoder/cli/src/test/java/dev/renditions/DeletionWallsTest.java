package dev.renditions;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Only {@code dev.renditions.files} deletes what it lists, since links of other users can redirect a deletion by path. */
@AnalyzeClasses(locations = AllModules.class)
final class DeletionWallsTest {
    @ArchTest
    static final ArchRule foldersAreDeletedInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("dev.renditions.files")
            // These walk through folders, but delete nothing.
            .and()
            .doNotHaveFullyQualifiedName("dev.renditions.cli.run.SourceFiles")
            .and()
            .doNotHaveFullyQualifiedName("dev.renditions.cli.check.CheckTargets")
            .and()
            .doNotHaveFullyQualifiedName("dev.renditions.workspace.DiskReservations")
            .and()
            .doNotHaveFullyQualifiedName("dev.renditions.directory.FolderFiles")
            .should()
            .callMethodWhere(target(owner(type(Files.class))).and(target(nameMatching("walk|walkFileTree"))))
            .because("links of other users can redirect a walk by paths");

    /** Links can also redirect code that lists and deletes files by path without a walk. */
    @ArchTest
    static final ArchRule listedFilesAreDeletedInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("dev.renditions.files")
            // Deletes old entries of a folder that only this user can write to.
            .and()
            .doNotHaveFullyQualifiedName("dev.renditions.directory.FileHashes")
            // Runs only when the project is built, in a folder of the build.
            .and()
            .doNotHaveFullyQualifiedName("dev.renditions.ffmpeg.patch.FfmpegBundle")
            // Lists to find an upload, but deletes only a file that it wrote itself.
            .and()
            .doNotHaveFullyQualifiedName("dev.renditions.server.upload.Uploads")
            .and(calling("list|find|newDirectoryStream|walk|walkFileTree", "list|listFiles"))
            .should(be(calling("delete|deleteIfExists", "delete|deleteOnExit")))
            .because("dev.renditions.files deletes what it lists without following links");

    @ArchTest
    static void listedFilesAreDeletedInOnePlaceFindsOffenders(JavaClasses ignored) {
        JavaClasses offender = new ClassFileImporter().importClasses(Sweeper.class);
        assertThat(listedFilesAreDeletedInOnePlace.evaluate(offender).hasViolation())
                .isTrue();
    }

    /** An offender: lists files and deletes them by path. */
    static final class Sweeper {
        static void sweep(Path folder) throws IOException {
            try (Stream<Path> entries = Files.list(folder)) {
                for (Path entry : entries.toList()) {
                    Files.deleteIfExists(entry);
                }
            }
        }
    }

    /** Classes that call methods with these names of {@link Files} or {@link File}. */
    private static DescribedPredicate<JavaClass> calling(String ofFiles, String ofFile) {
        return DescribedPredicate.describe(
                "calling " + ofFiles + " of Files or " + ofFile + " of File",
                type -> type.getMethodCallsFromSelf().stream()
                        .map(JavaMethodCall::getTarget)
                        .anyMatch(target -> {
                            String names = target.getOwner().isEquivalentTo(Files.class)
                                    ? ofFiles
                                    : target.getOwner().isEquivalentTo(File.class) ? ofFile : "";
                            return target.getName().matches(names);
                        }));
    }
}
