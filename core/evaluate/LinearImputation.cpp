// SPDX-License-Identifier: MIT
#include "evaluate/LinearImputation.h"

#define EIGEN_MPL2_ONLY
#include <Eigen/SparseCholesky>
#include <Eigen/SparseCore>

#include <array>

namespace lookaway {

namespace {

struct Neighbour {
    int x;
    int y;
    double weight;
};

constexpr double beside = 1.0 / 6;
constexpr double diagonal = 1.0 / 12;
constexpr std::array<Neighbour, 8> neighbours{ { { -1, -1, diagonal }, { 0, -1, beside }, { 1, -1, diagonal },
    { -1, 0, beside }, { 1, 0, beside }, { -1, 1, diagonal }, { 0, 1, beside }, { 1, 1, diagonal } } };

/// sum(w) x - sum(w of missing neighbours) x_n = sum(w of known neighbours) x_n for every missing pixel: symmetric and,
/// as every group of missing pixels touches a known one, positive definite.
struct System {
    Eigen::SparseMatrix<double> matrix; ///< lower half
    Eigen::MatrixXd right;              ///< a column per channel
};

System systemOf(
    const float* picture, int channels, int height, int width, const std::vector<std::int32_t>& unknown, int unknowns)
{
    System system{ Eigen::SparseMatrix<double>(unknowns, unknowns), Eigen::MatrixXd::Zero(unknowns, channels) };
    std::vector<Eigen::Triplet<double>> entries;
    entries.reserve(static_cast<std::size_t>(unknowns) * 5);
    const int pixels = height * width;
    for (int pixel = 0; pixel < pixels; ++pixel) {
        const int row = unknown[static_cast<std::size_t>(pixel)];
        if (row < 0)
            continue;
        double sum = 0;
        for (const auto& neighbour : neighbours) {
            const int x = pixel % width + neighbour.x;
            const int y = pixel / width + neighbour.y;
            if (x < 0 || x >= width || y < 0 || y >= height)
                continue;
            sum += neighbour.weight;
            const int other = y * width + x;
            const int column = unknown[static_cast<std::size_t>(other)];
            if (column < 0)
                for (int c = 0; c < channels; ++c)
                    system.right(row, c) += neighbour.weight * picture[static_cast<std::ptrdiff_t>(c) * pixels + other];
            else if (column < row)
                entries.emplace_back(row, column, -neighbour.weight);
        }
        entries.emplace_back(row, row, sum);
    }
    system.matrix.setFromTriplets(entries.begin(), entries.end());
    return system;
}

} // namespace

Result<void> imputeLinearly(
    float* picture, int channels, int height, int width, const std::vector<std::uint8_t>& missing)
{
    std::vector<std::int32_t> unknown(missing.size(), -1);
    int unknowns = 0;
    for (std::size_t i = 0; i < missing.size(); ++i)
        if (missing[i])
            unknown[i] = unknowns++;
    if (unknowns == 0)
        return {};
    if (unknowns == height * width)
        return fail("All pixels of a picture are missing, so that there is nothing to fill them in from.",
            "Replace a smaller share of them.");
    const auto system = systemOf(picture, channels, height, width, unknown, unknowns);
    const Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> solver(system.matrix);
    const Eigen::MatrixXd solution = solver.solve(system.right);
    if (solver.info() != Eigen::Success)
        return fail("The missing pixels of a picture cannot be filled in from those around them.",
            "Replace a smaller share of them.");
    const auto pixels = static_cast<std::ptrdiff_t>(missing.size());
    for (std::ptrdiff_t i = 0; i < pixels; ++i)
        if (const int row = unknown[static_cast<std::size_t>(i)]; row >= 0)
            for (int c = 0; c < channels; ++c)
                picture[c * pixels + i] = static_cast<float>(solution(row, c));
    return {};
}

} // namespace lookaway
