// SPDX-License-Identifier: MIT
#include "CommandLine.h"
#include "StopSignals.h"

#include "session/Startup.h"

int main(int argc, char** argv)
{
    lookaway::prepareProcess(argv);
    lookaway::cli::reportWriteFailuresAsErrors();
    return lookaway::cli::runCommandLine(argc, argv);
}
