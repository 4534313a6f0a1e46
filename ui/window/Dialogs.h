// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <QString>

class QWidget;

namespace lookaway {

/// Says what went wrong, what probably helps, and, on demand, the details (a log), which can be copied. Returns at
/// once; the dialog deletes itself.
void showError(QWidget* parent, const QString& title, const Error& error, const QString& details);

/// Name, version, licence, and the versions of what computes.
void showAbout(QWidget* parent);
/// BibTeX of the method and of this program, to be copied.
void showCitation(QWidget* parent);
QString citation();

/// What is to happen with a training when the window is closed.
enum class QuitChoice { CheckpointAndQuit, KeepRunning, Cancel };
/// One that is paused would never end in the background: the choice is then to continue it there.
QuitChoice askQuit(QWidget* parent, const QString& run, bool paused);
/// What is to happen where the folder chosen for a training holds a run already.
enum class OccupiedChoice { NewRun, Resume, Cancel };
OccupiedChoice askOccupied(QWidget* parent, const QString& folder, bool canResume);
/// What is to happen with a report that is being written when the window is closed.
enum class ReportChoice { Wait, Drop, Cancel };
ReportChoice askReport(QWidget* parent);
/// Whether the run's folder is to be deleted.
bool askDiscard(QWidget* parent, const QString& folder);

} // namespace lookaway
