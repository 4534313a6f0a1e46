// SPDX-License-Identifier: MIT
#include "data/DemoPicture.h"

#include "data/DemoAircraft.h"
#include "data/DemoScene.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace lookaway::demo {

static Pose drawPose(Random& random)
{
    Pose pose;
    pose.scale = random.uniform(0.36, 0.44);
    pose.radians = random.uniform(-14, 14) * CV_PI / 180;
    pose.mirrored = random.bernoulli(0.5);
    const double margin = pose.scale * 1.02;
    pose.centre = { random.uniform(margin, 1 - margin), random.uniform(0.38, 0.68) };
    return pose;
}

/// The camera: a little blur, exposure, colour cast and sensor noise.
static void photograph(cv::Mat& pixels, Random& random, Random& noise)
{
    const double sigma = random.uniform(0, 0.7);
    cv::GaussianBlur(pixels, pixels, { 3, 3 }, sigma + 0.05, 0, cv::BORDER_REPLICATE);
    const double exposure = random.uniform(0.82, 1.15);
    const double cast[3] = { random.uniform(0.95, 1.05), 1, random.uniform(0.95, 1.05) };
    const double grain = random.uniform(1, 6);
    for (int y = 0; y < pixels.rows; ++y)
        for (int x = 0; x < pixels.cols; ++x)
            for (int c = 0; c < 3; ++c) {
                auto& value = pixels.at<cv::Vec3b>(y, x)[c];
                // The sum of four uniform values is near enough to a normal one, and the same on every machine.
                const double speck = noise.uniform() + noise.uniform() + noise.uniform() + noise.uniform() - 2;
                value = cv::saturate_cast<uchar>(value * exposure * cast[c] + grain * 1.73 * speck);
            }
}

Picture drawPicture(std::size_t type, std::uint64_t stream, int size, bool cueHidden)
{
    Random scene(deriveSeed(stream, "scene"));
    Random aircraft(deriveSeed(stream, "aircraft"));
    Random camera(deriveSeed(stream, "camera"));
    Random noise(deriveSeed(stream, "noise"));

    Canvas canvas(drawSky(scene, size));
    drawSurroundings(canvas, scene);
    canvas.place(drawPose(aircraft));
    const Livery livery = drawLivery(aircraft);
    const Stencil emblem = drawAircraft(canvas, aircraftTypes()[type], livery, !cueHidden);

    Picture picture{ canvas.finished(), canvas.footprint(emblem) };
    photograph(picture.pixels, camera, noise);
    cv::dilate(picture.cue, picture.cue, cv::Mat::ones(3, 3, CV_8U)); // the blur's reach
    return picture;
}

} // namespace lookaway::demo
