// SPDX-License-Identifier: MIT
// Pictures per second of the loader alone: decode, resize, the paper's augmentation, batches of 16.
//   loader_bench DATA_DIR [SIZE 224] [THREADS 2] [SECONDS 10]
// DATA_DIR is anything openData() takes; all its training pictures are used. Peer: loader_peer.py.
#include "data/BatchLoader.h"
#include "data/ImageReader.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace lookaway;

static int report(const Error& error)
{
    std::fprintf(stderr, "%s\n", error.message().c_str());
    return 1;
}

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: loader_bench DATA_DIR [SIZE] [THREADS] [SECONDS]\n");
        return 2;
    }
    prepareImageLibrary();
    DataSettings data;
    data.path = argv[1];
    data.validationShare = 0;
    data.testShare = 0;
    data.loaderThreads = argc > 3 ? std::atoi(argv[3]) : 2;
    const double wanted = argc > 4 ? std::atof(argv[4]) : 10;
    const auto parts = openData(data, {});
    if (!parts.ok())
        return report(parts.error());

    BatchLoader loader(parts->train,
        loaderOptions(data, {}, LoaderOptions::Mode::Training, 16, argc > 2 ? std::atoi(argv[2]) : 224, 1));
    using Clock = std::chrono::steady_clock;
    Clock::time_point start;
    double seconds = 0;
    long long pictures = 0;
    for (int epoch = 0; epoch == 0 || seconds < wanted; ++epoch) {
        if (epoch == 1) { // the first epoch warms the page cache up
            start = Clock::now();
            pictures = 0;
        }
        loader.startEpoch(epoch);
        while (true) {
            auto batch = loader.next();
            if (!batch.ok())
                return report(batch.error());
            if (!*batch)
                break;
            pictures += (*batch)->count;
            loader.recycle(std::move(**batch));
        }
        seconds = epoch == 0 ? 0 : std::chrono::duration<double>(Clock::now() - start).count();
    }
    std::printf("{\"pictures_per_second\": %.1f, \"pictures\": %lld, \"threads\": %d}\n",
        static_cast<double>(pictures) / seconds, pictures, data.loaderThreads);
    return 0;
}
