// SPDX-License-Identifier: MIT
#include "CommandLine.h"
#include "Console.h"
#include "shared/StopSignals.h"

#include "session/Startup.h"

int main(int argc, char** argv)
{
    lookaway::prepareProcess(argv);
    lookaway::reportWriteFailuresAsErrors();
    return lookaway::cli::closeOutput(lookaway::cli::runCommandLine(argc, argv));
}
