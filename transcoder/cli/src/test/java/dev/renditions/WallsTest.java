package dev.renditions;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.command.FfprobeCommand;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.service.RenditionService;
import dev.renditions.service.index.FailSoftIndex;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which packages may depend on which. */
@AnalyzeClasses(locations = AllModules.class)
final class WallsTest {
    @ArchTest
    static final ArchRule coreKnowsNoAdapter = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.renditions.api..",
                    "dev.renditions.kind..",
                    "dev.renditions.media..",
                    "dev.renditions.profile..",
                    "dev.renditions.service..",
                    "dev.renditions.store..",
                    "dev.renditions.workspace..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.renditions.directory..", "dev.renditions.index.memory..", "dev.renditions.index.memcached..");

    @ArchTest
    static final ArchRule onlyTheFfmpegModuleKnowsJave =
            onlyIn("dev.renditions.ffmpeg..", "ws.schild..").because("JAVE2 stays inside one adapter");

    @ArchTest
    static final ArchRule productPatchesNothing = noClasses()
            .that()
            .resideOutsideOfPackage("dev.renditions.ffmpeg.patch")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.renditions.ffmpeg.patch")
            .because("ffmpeg is patched when the project is built");

    @ArchTest
    static final ArchRule onlyTheFfmpegModuleStartsProcesses = noClasses()
            .that()
            .resideOutsideOfPackage("dev.renditions.ffmpeg..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class, Process.class, ProcessHandle.class)
            .because("each child process is confined in one place");

    @ArchTest
    static final ArchRule commandsAreWordsOnlyWhenAProcessStarts = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.renditions.ffmpeg.engine.Ffmpeg")
            .and()
            .doNotHaveFullyQualifiedName("dev.renditions.ffmpeg.probe.Ffprobe")
            .should()
            .callMethod(FfmpegCommand.class, "arguments")
            .orShould()
            .callMethod(FfprobeCommand.class, "arguments")
            .because("nothing rewrites a finished command line");

    @ArchTest
    static final ArchRule onlyS3TheWiringAndTheFunctionsKnowTheSdk = noClasses()
            .that()
            .resideOutsideOfPackages("dev.renditions.s3", "dev.renditions.lambda..")
            .and()
            .haveNameNotMatching("dev\\.renditions\\.config\\.(Store)?Wiring")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..");

    @ArchTest
    static final ArchRule functionsLeaveS3ToItsAdapter = noClasses()
            .that()
            .resideInAPackage("dev.renditions.lambda..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon.awssdk.services.s3..");

    @ArchTest
    static final ArchRule queuesAndEventsOfFunctionsKnowNoHttp = noClasses()
            .that()
            .resideInAnyPackage("dev.renditions.lambda.queue..", "dev.renditions.lambda.event..", "dev.renditions.s3..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.renditions.http..")
            .because("adapters throw the exceptions of their ports");

    @ArchTest
    static final ArchRule functionsKnowNeitherCommandLineNorServer = noClasses()
            .that()
            .resideInAPackage("dev.renditions.lambda..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.renditions.cli..", "dev.renditions.server..", "dev.renditions.page..");

    @ArchTest
    static final ArchRule onlyTheIndexAdapterKnowsMemcached = onlyIn("dev.renditions.index.memcached..", "net.spy..");

    @ArchTest
    static final ArchRule partsTakeThePortsOfTheIndexThatTheyUse = noClasses()
            .that()
            .resideOutsideOfPackages("dev.renditions.index..", "dev.renditions.config", "dev.renditions.cli..")
            .and()
            .doNotBelongToAnyOf(RenditionService.class, FailSoftIndex.class)
            .and()
            .haveNameNotMatching("dev\\.renditions\\.lambda\\.(FunctionContext|ExecutionEnvironment)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ArtifactIndex.class)
            .because("the whole index is for code that puts parts together");

    @ArchTest
    static final ArchRule onlyThePackagingKnowsPlaylists = onlyIn("dev.renditions.packaging..", "io.lindstrom..");

    @ArchTest
    static final ArchRule publishingRunsNoConformanceCheck = noClasses()
            .that()
            .resideOutsideOfPackages("dev.renditions.packaging.conformance", "dev.renditions.cli.check")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.renditions.packaging.conformance..")
            .because("only a bug of Renditions can violate its rules; tests and the command 'check' run it");

    @ArchTest
    static final ArchRule onlyTheServerKnowsJettyAndPrometheus =
            onlyIn("dev.renditions.server..", "org.eclipse.jetty..", "io.prometheus..");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsPicocli = onlyIn("dev.renditions.cli..", "picocli..", "me.tongfei..");

    /** Values of settings, and facts for display, without behavior. */
    private static final DescribedPredicate<JavaClass> VALUES = simpleName("S3Uri")
            .or(simpleName("SandboxChoice"))
            .or(simpleName("SandboxSettings"))
            .or(simpleName("EngineFacts"));

    @ArchTest
    static final ArchRule onlyTheWiringSeesEveryAdapter = noClasses()
            .that()
            .resideInAnyPackage("dev.renditions.config..", "dev.renditions.cli..")
            .and()
            .haveNameNotMatching("dev\\.renditions\\.config\\.(Store)?Wiring")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("dev.renditions.ffmpeg..", "dev.renditions.s3..", "dev.renditions.directory..")
                            .and(not(VALUES))
                            .and(not(simpleName("OwnProcessMemory"))));

    /** What other modules use of ffmpeg: the transcoder, the program and its sandbox. */
    @ArchTest
    static final ArchRule doorsOfTheFfmpegModule = noClasses()
            .that()
            .resideOutsideOfPackage("dev.renditions.ffmpeg..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.renditions.ffmpeg..")
                    .and(not(resideInAnyPackage(
                            "dev.renditions.ffmpeg",
                            "dev.renditions.ffmpeg.engine",
                            "dev.renditions.ffmpeg.sandbox",
                            "dev.renditions.ffmpeg.sandbox.self",
                            "dev.renditions.ffmpeg.patch"))));

    /** How renditions are encoded once and verified is the service's own. */
    @ArchTest
    static final ArchRule doorsOfTheService = noClasses()
            .that()
            .resideOutsideOfPackage("dev.renditions.service..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("dev.renditions.service.encode..", "dev.renditions.service.verify.."));

    /** The process is protected before anything is wired. */
    @ArchTest
    static final ArchRule onlyTheEntryPointsProtectTheProcess = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.renditions.cli.Renditions")
            .and()
            .doNotHaveFullyQualifiedName("dev.renditions.lambda.ExecutionEnvironment")
            .and()
            .doNotHaveFullyQualifiedName("dev.renditions.ffmpeg.sandbox.self.OwnProcessMemory")
            .should()
            .dependOnClassesThat(simpleName("OwnProcessMemory"));

    @ArchTest
    static final ArchRule leavesKnowNothingElseOfTheProject = noClasses()
            .that()
            .resideInAnyPackage("dev.renditions.files", "dev.renditions.support")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.renditions..")
                    .and(not(resideInAnyPackage("dev.renditions.files", "dev.renditions.support"))));

    @ArchTest
    static final ArchRule rootPackageIsEmpty =
            noClasses().should().resideInAPackage("dev.renditions").allowEmptyShould(true);

    @ArchTest
    static void packagesHaveAtMostThirtyClasses(JavaClasses all) {
        assertThat(topLevel(all, JavaClass::getPackageName).entrySet())
                .filteredOn(each -> each.getValue() > 30)
                .isEmpty();
    }

    @ArchTest
    static void simpleNamesAreUnique(JavaClasses all) {
        assertThat(topLevel(all, JavaClass::getSimpleName).entrySet())
                .filteredOn(each -> each.getValue() > 1)
                .isEmpty();
    }

    private static Map<String, Long> topLevel(JavaClasses all, Function<JavaClass, String> property) {
        return all.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(property, Collectors.counting()));
    }

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.renditions.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheTerminalPrints = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.renditions.cli.Renditions")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule exceptionsAreFinalOrSealed = classes()
            .that()
            .areAssignableTo(Exception.class)
            .and()
            .doNotHaveSimpleName("RenditionException")
            .should()
            .haveModifier(JavaModifier.FINAL);

    private static ArchRule onlyIn(String home, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }
}
