// SPDX-License-Identifier: MIT
// A program for the tests to kill:
//   lookaway_train_child train CONFIG.toml RUN   trains, a line per checkpoint
//   lookaway_train_child resume RUN              goes on
//   lookaway_train_child startup ARGUMENT        prepares the process and says what came of it
#include "session/Session.h"
#include "session/Startup.h"
#include "session/TrainJob.h"
#include "session/settings/ConfigFile.h"

#include <cstdio>
#include <cstdlib>
#include <string>

using namespace lookaway;

namespace {

int run(Job job)
{
    int code = 1;
    Session session([&](const Event& event) {
        if (const auto* checkpoint = std::get_if<CheckpointWritten>(&event)) {
            std::printf("checkpoint %lld\n", static_cast<long long>(checkpoint->globalStep));
            std::fflush(stdout);
        } else if (const auto* finished = std::get_if<RunFinished>(&event)) {
            code = finished->outcome == RunFinished::Outcome::Completed ? 0 : 1;
            std::fprintf(stderr, "%s\n", finished->error.message().c_str());
        }
    });
    if (!session.start(std::move(job)))
        return 1;
    session.wait();
    return code;
}

const char* variable(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "-";
}

} // namespace

int main(int argc, char** argv)
{
    const std::string mode = argc > 1 ? argv[1] : "";
    if (mode == "startup" && argc == 3) {
        prepareProcess(argv);
        std::printf("%s %s %s %d\n", argv[2], variable("OMP_PROC_BIND"), variable("LOOKAWAY_CPUS"), usableCpus());
        return 0;
    }
    if (mode == "resume" && argc == 3)
        return run(resumeJob(argv[2]));
    if (mode != "train" || argc != 4)
        return 2;
    auto config = readToml(argv[2]);
    if (!config)
        return 2;
    config->run.folder = argv[3];
    return run(trainJob(*config));
}
