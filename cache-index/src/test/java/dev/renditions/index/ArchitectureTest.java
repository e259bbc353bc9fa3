package dev.renditions.index;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.renditions.index", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule portDoesNotDependOnAdapters = noClasses()
            .that()
            .resideInAPackage("dev.renditions.index")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.renditions.index.*..", "net.spy..", "com.github.benmanes..", "com.amazonaws..");

    @ArchTest
    static final ArchRule onlyMemcachedPackageUsesTheClient = noClasses()
            .that()
            .resideOutsideOfPackage("dev.renditions.index.memcached..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("net.spy..");

    @ArchTest
    static final ArchRule onlyMemoryPackageUsesCaffeine = noClasses()
            .that()
            .resideOutsideOfPackage("dev.renditions.index.memory")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.benmanes..");

    @ArchTest
    static final ArchRule indexDependsOnNeitherStoreNorEngineNorHttp = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "software.amazon..", "com.amazonaws..", "ws.schild..", "java.net.http..", "com.sun.net..");

    @ArchTest
    static final ArchRule indexDependsOnNoOtherModule = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.renditions.index..",
                    "java..",
                    "javax.net.ssl..",
                    "javax.crypto..",
                    "net.spy..",
                    "com.github.benmanes..",
                    "com.fasterxml.jackson..",
                    "org.slf4j..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.renditions.(**)").should().beFreeOfCycles();
}
