package dev.renditions.oracle.scene;

/** How signals of high dynamic range stand for light, after ITU-R BT.2100. */
public enum HdrCurve {
    /** The perceptual quantizer: numbers stand for candelas per square metre. */
    PQ {
        @Override
        double signal(double nits) {
            double y = Math.pow(nits / 10_000, 0.1593017578125);
            return Math.pow((0.8359375 + 18.8515625 * y) / (1 + 18.6875 * y), 78.84375);
        }
    },
    /** Hybrid log-gamma, on a screen of 1000 candelas: the light of the scene, not of the screen. */
    HLG {
        @Override
        double signal(double nits) {
            // The screen raises light to 1.2; grey of that brightness comes from this light.
            double scene = Math.pow(nits / 1000, 1 / 1.2);
            return scene <= 1.0 / 12
                    ? Math.sqrt(3 * scene)
                    : 0.17883277 * Math.log(12 * scene - 0.28466892) + 0.55991073;
        }
    };

    /** The brightness of diffuse white, after ITU-R BT.2408. */
    public static final double DIFFUSE_WHITE = 203;

    abstract double signal(double nits);

    /** The number, of 255, that stands for a part of diffuse white. */
    public int of(double partOfWhite) {
        return (int) Math.round(255 * signal(partOfWhite * DIFFUSE_WHITE));
    }

    /** The colour whose components are these parts of diffuse white, as numbers of the signal. */
    public Rgb of(double red, double green, double blue) {
        return new Rgb(of(red), of(green), of(blue));
    }
}
