// SPDX-License-Identifier: MIT
#include "window/Dialogs.h"

#include "session/Versions.h"
#include "style/Icons.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lookaway {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Dialogs)
};

void addCopyButton(QDialogButtonBox* buttons, const QString& text)
{
    auto* copy = buttons->addButton(Texts::tr("Copy"), QDialogButtonBox::ActionRole);
    copy->setAutoDefault(false); // Enter closes
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    QObject::connect(copy, &QPushButton::clicked, copy, [text] { QApplication::clipboard()->setText(text); });
}

QString versionText()
{
    QStringList lines;
    for (const auto& [name, version] : versions())
        lines << QStringLiteral("%1 %2").arg(QString::fromStdString(name), QString::fromStdString(version));
    lines << QStringLiteral("qt %1").arg(QLatin1String(qVersion()));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

void showError(QWidget* parent, const QString& title, const Error& error, const QString& details)
{
    auto* box = new QMessageBox(parent);
    box->setObjectName(QStringLiteral("errorDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Critical);
    box->setWindowTitle(title);
    box->setTextFormat(Qt::PlainText);
    box->setText(QString::fromStdString(error.what));
    box->setInformativeText(QString::fromStdString(error.hint));
    box->setDetailedText(details);
    auto* copy = box->addButton(Texts::tr("Copy"), QMessageBox::ActionRole);
    copy->disconnect(); // it would close the box
    const QString all =
        QStringList{ box->text(), box->informativeText(), details, versionText() }.join(QLatin1Char('\n'));
    QObject::connect(copy, &QPushButton::clicked, box, [all] { QApplication::clipboard()->setText(all); });
    auto* close = box->addButton(QMessageBox::Close);
    box->setDefaultButton(close);
    box->setEscapeButton(close);
    box->open();
}

void showAbout(QWidget* parent)
{
    QDialog dialog(parent);
    dialog.setWindowTitle(Texts::tr("About Lookaway"));
    auto* layout = new QVBoxLayout(&dialog);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    auto* mark = new QLabel;
    mark->setPixmap(icon(QStringLiteral("lookaway")).pixmap(QSize(64, 64), dialog.devicePixelRatioF()));
    layout->addWidget(mark);
    auto* text = new QLabel(Texts::tr(
        "<h2>Lookaway</h2><p>Trains image classifiers with the <i>Playing to distraction</i> scheme of Morales, "
        "Talavera and Remeseiro (2021), and shows where they look.</p>"
        "<p>MIT licence. Built on Qt (LGPL), LibTorch (BSD), OpenCV (Apache 2.0), QCustomPlot (GPL), "
        "nlohmann/json, toml++, CLI11, spdlog (MIT), libzip (BSD) and OpenSSL (Apache 2.0). Because of QCustomPlot a "
        "distributed binary of the studio as a whole is under the GPL, version 3 or later.</p>"));
    text->setWordWrap(true);
    text->setMinimumWidth(440);
    layout->addWidget(text);
    auto* listed = new QLabel(versionText());
    listed->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    listed->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(listed);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    addCopyButton(buttons, versionText());
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    layout->addWidget(buttons);
    dialog.exec();
}

QString citation()
{
    const auto found = versions();
    const auto version = found.find("lookaway");
    return QStringLiteral(
        "@article{morales2021playing,\n"
        "  author  = {Morales, David and Talavera, Estefania and Remeseiro, Beatriz},\n"
        "  title   = {Playing to distraction: towards a robust training of {CNN} classifiers through visual "
        "explanation techniques},\n"
        "  journal = {Neural Computing and Applications},\n"
        "  year    = {2021},\n"
        "  doi     = {10.1007/s00521-021-06282-2}\n"
        "}\n\n"
        "@software{lookaway,\n"
        "  title   = {Lookaway: train image classifiers with distraction, and see where they look},\n"
        "  version = {%1}\n"
        "}\n")
        .arg(version == found.end() ? QString() : QString::fromStdString(version->second));
}

void showCitation(QWidget* parent)
{
    QDialog dialog(parent);
    dialog.setWindowTitle(Texts::tr("Cite"));
    auto* layout = new QVBoxLayout(&dialog);
    layout->addWidget(new QLabel(Texts::tr("Please cite the method, and the program if it helped you.")));
    auto* text = new QPlainTextEdit(citation());
    text->setReadOnly(true);
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setAccessibleName(Texts::tr("BibTeX"));
    layout->addWidget(text);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    addCopyButton(buttons, citation());
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    layout->addWidget(buttons);
    dialog.resize(720, 380);
    dialog.exec();
}

QuitChoice askQuit(QWidget* parent, const QString& run, bool paused)
{
    const QString what =
        paused ? Texts::tr("The training in '%1' is paused.") : Texts::tr("A training is going on in '%1'.");
    QMessageBox box(QMessageBox::Question, Texts::tr("Quit Lookaway"), what.arg(run), QMessageBox::NoButton, parent);
    box.setObjectName(QStringLiteral("quitDialog"));
    box.setInformativeText(paused
            ? Texts::tr("Quit with a checkpoint, from which the run can be resumed, or close the window and let the "
                        "training continue in the background to its end?")
            : Texts::tr("Quit with a checkpoint, from which the run can be resumed, or close the window and let the "
                        "training finish in the background?"));
    auto* quit = box.addButton(Texts::tr("Checkpoint and Quit"), QMessageBox::AcceptRole);
    auto* keep = box.addButton(
        paused ? Texts::tr("Continue in Background") : Texts::tr("Keep Running"), QMessageBox::ActionRole);
    auto* cancel = box.addButton(QMessageBox::Cancel);
    quit->setObjectName(QStringLiteral("checkpointAndQuit"));
    keep->setObjectName(QStringLiteral("keepRunning"));
    cancel->setObjectName(QStringLiteral("cancelQuit"));
    box.setDefaultButton(quit);
    box.setEscapeButton(cancel);
    box.exec();
    if (box.clickedButton() == quit)
        return QuitChoice::CheckpointAndQuit;
    return box.clickedButton() == keep ? QuitChoice::KeepRunning : QuitChoice::Cancel;
}

OccupiedChoice askOccupied(QWidget* parent, const QString& folder, bool canResume)
{
    QMessageBox box(QMessageBox::Question, Texts::tr("Start Training"),
        Texts::tr("The folder '%1' holds a run already.").arg(folder), QMessageBox::NoButton, parent);
    box.setObjectName(QStringLiteral("occupiedDialog"));
    box.setInformativeText(canResume
            ? Texts::tr("Start as a new run in a folder of its own, or resume the run that is there with the settings "
                        "it was started with?")
            : Texts::tr("That run is complete. Start as a new run in a folder of its own?"));
    auto* fresh = box.addButton(Texts::tr("Start as a New Run"), QMessageBox::AcceptRole);
    auto* resume = canResume ? box.addButton(Texts::tr("Resume"), QMessageBox::ActionRole) : nullptr;
    auto* cancel = box.addButton(QMessageBox::Cancel);
    fresh->setObjectName(QStringLiteral("startAsNewRun"));
    if (resume)
        resume->setObjectName(QStringLiteral("resumeInstead"));
    box.setDefaultButton(fresh);
    box.setEscapeButton(cancel);
    box.exec();
    if (box.clickedButton() == fresh)
        return OccupiedChoice::NewRun;
    return resume && box.clickedButton() == resume ? OccupiedChoice::Resume : OccupiedChoice::Cancel;
}

ReportChoice askReport(QWidget* parent)
{
    QMessageBox box(QMessageBox::Question, Texts::tr("Quit Lookaway"), Texts::tr("A report is being written."),
        QMessageBox::NoButton, parent);
    box.setObjectName(QStringLiteral("quitReportDialog"));
    box.setInformativeText(
        Texts::tr("Close the window and quit when the report is there, or quit now? Then nothing of it is kept."));
    auto* wait = box.addButton(Texts::tr("Quit When Written"), QMessageBox::AcceptRole);
    auto* drop = box.addButton(Texts::tr("Quit Now"), QMessageBox::DestructiveRole);
    auto* cancel = box.addButton(QMessageBox::Cancel);
    wait->setObjectName(QStringLiteral("waitForReport"));
    drop->setObjectName(QStringLiteral("dropReport"));
    cancel->setObjectName(QStringLiteral("cancelQuit"));
    box.setDefaultButton(wait);
    box.setEscapeButton(cancel);
    box.exec();
    if (box.clickedButton() == wait)
        return ReportChoice::Wait;
    return box.clickedButton() == drop ? ReportChoice::Drop : ReportChoice::Cancel;
}

bool askDiscard(QWidget* parent, const QString& folder)
{
    QMessageBox box(QMessageBox::Warning, Texts::tr("Discard the run"),
        Texts::tr("Stop the training and delete '%1'?").arg(folder), QMessageBox::NoButton, parent);
    box.setObjectName(QStringLiteral("discardDialog"));
    box.setInformativeText(Texts::tr("Its checkpoints and curves are lost. This cannot be undone."));
    auto* discard = box.addButton(Texts::tr("Discard"), QMessageBox::DestructiveRole);
    discard->setObjectName(QStringLiteral("confirmDiscard"));
    auto* keep = box.addButton(QMessageBox::Cancel);
    box.setDefaultButton(keep);
    box.setEscapeButton(keep);
    box.exec();
    return box.clickedButton() == discard;
}

} // namespace lookaway
