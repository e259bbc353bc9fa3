package dev.renditions.oracle;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Profile;
import dev.renditions.service.verify.OutputVerifier;
import dev.renditions.testing.RealService;

/** The oracle does not depend on the code that it judges. */
@AnalyzeClasses(packages = "dev.renditions.oracle")
final class OracleWallsTest {
    @ArchTest
    static final ArchRule oracleDependsOnNoPlansAndNoVerification = noClasses()
            .that()
            .doNotBelongToAnyOf(OracleWallsTest.class)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "dev.renditions.kind..",
                            "dev.renditions.media..",
                            "dev.renditions.packaging..",
                            "dev.renditions.store..",
                            "dev.renditions.ffmpeg..")
                    .and(not(equivalentTo(TestMedia.class)))
                    .and(not(equivalentTo(Profile.class)))
                    .or(equivalentTo(OutputVerifier.class)));

    @ArchTest
    static final ArchRule measurementsDoNotDependOnTheProduct = noClasses()
            .that()
            .resideInAnyPackage("..oracle.measure..", "..oracle.scene..", "..oracle.input..", "..oracle.matrix..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.renditions..")
                    .and(not(resideInAnyPackage("dev.renditions.oracle..")))
                    .and(not(equivalentTo(TestMedia.class))));

    @ArchTest
    static final ArchRule onlyServiceRunsTheProduct = noClasses()
            .that()
            .doNotBelongToAnyOf(Service.class, OracleWallsTest.class)
            .should()
            .dependOnClassesThat(equivalentTo(RealService.class));
}
