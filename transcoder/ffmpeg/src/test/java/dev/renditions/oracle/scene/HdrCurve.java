package dev.renditions.oracle.scene;

/** Transfer functions of high dynamic range, after ITU-R BT.2100. */
public enum HdrCurve {
    /** The perceptual quantizer: values represent candelas per square metre. */
    PQ {
        @Override
        double signal(double nits) {
            double y = Math.pow(nits / 10_000, 0.1593017578125);
            return Math.pow((0.8359375 + 18.8515625 * y) / (1 + 18.6875 * y), 78.84375);
        }
    },
    /** Hybrid log-gamma on a screen of 1000 candelas: values represent the light of the scene, not of the screen. */
    HLG {
        @Override
        double signal(double nits) {
            // The screen applies a gamma of 1.2, which is inverted here for grey.
            double scene = Math.pow(nits / 1000, 1 / 1.2);
            return scene <= 1.0 / 12
                    ? Math.sqrt(3 * scene)
                    : 0.17883277 * Math.log(12 * scene - 0.28466892) + 0.55991073;
        }
    };

    /** The brightness of diffuse white, after ITU-R BT.2408. */
    public static final double DIFFUSE_WHITE = 203;

    abstract double signal(double nits);

    /** The signal value, from 0 to 255, of a fraction of diffuse white. */
    public int of(double partOfWhite) {
        return (int) Math.round(255 * signal(partOfWhite * DIFFUSE_WHITE));
    }

    /** The signal values of a colour whose components are fractions of diffuse white. */
    public Rgb of(double red, double green, double blue) {
        return new Rgb(of(red), of(green), of(blue));
    }
}
