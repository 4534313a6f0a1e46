// SPDX-License-Identifier: MIT
// How models and pictures come to the Compare workspace.
#include "bridge/BroughtPictures.h"
#include "bridge/FoundModels.h"
#include "compare/TestComparison.h"
#include "pages/compare/CompareGrid.h"
#include "pages/compare/ComparePage.h"
#include "widgets/Background.h"
#include "widgets/InlineNote.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>

#include <algorithm>
#include <map>

namespace lookaway {

namespace {

constexpr std::size_t kTestPictures = 8;
constexpr std::size_t kMostRows = 200; // a folder dropped by mistake does not keep the models busy for hours

/// Those that are not there yet.
std::vector<ComparedModel> without(std::vector<ComparedModel> found, const std::vector<ComparedModel>& known)
{
    const auto isKnown = [&](const ComparedModel& model) {
        return std::any_of(
            known.begin(), known.end(), [&](const ComparedModel& other) { return other.source == model.source; });
    };
    found.erase(std::remove_if(found.begin(), found.end(), isKnown), found.end());
    return found;
}

/// The first pictures of every class in turn, until there are enough.
std::vector<ComparedPicture> someOf(const std::vector<TestPicture>& pictures, std::size_t count)
{
    std::map<std::string, std::vector<const TestPicture*>> byClass;
    for (const TestPicture& picture : pictures)
        byClass[picture.className].push_back(&picture);
    std::vector<const std::vector<const TestPicture*>*> classes;
    for (const auto& [name, ofClass] : byClass)
        classes.push_back(&ofClass);
    std::vector<ComparedPicture> chosen;
    // Spread over the classes where there are more of them than rows.
    const std::size_t step = std::max<std::size_t>(1, classes.size() / count);
    for (std::size_t round = 0; round < pictures.size() && chosen.size() < count; ++round)
        for (std::size_t i = 0; i < classes.size() && chosen.size() < count; i += step)
            if (round < classes[i]->size()) {
                const auto& file = (*classes[i])[round]->file;
                chosen.push_back({ file, file.stem().string(), {}, {} });
            }
    return chosen;
}

/// Returns the row to look at: of the first one that is new, else of the first one that was there already.
std::size_t addTo(ComparisonDraft& draft, const std::vector<ComparedPicture>& pictures)
{
    const std::size_t before = draft.spec.pictures.size();
    const std::size_t first = draft.addPictures(pictures);
    return draft.spec.pictures.size() > before ? before : first;
}

} // namespace

void ComparePage::look(const QStringList& paths, const std::function<void(const FoundToCompare&)>& then)
{
    ++m_looking;
    showState();
    inBackground(
        this, [paths] { return findToCompare(paths); },
        [this, then](const FoundToCompare& found) {
            --m_looking;
            then(found);
        });
}

void ComparePage::take(const FoundToCompare& found, bool replaceModels)
{
    QStringList said = found.problems;
    std::vector<ComparedPicture> pictures = found.pictures;
    if (pictures.size() > kMostRows) {
        said << tr("Only the first %1 of %2 pictures were taken.").arg(kMostRows).arg(pictures.size());
        pictures.resize(kMostRows);
    }
    const QString text = found.models.empty() ? tr("Add Pictures")
        : replaceModels                       ? tr("Compare Other Models")
                                              : tr("Add Models");
    std::size_t first = 0;
    change(text, [&](ComparisonDraft& draft) {
        if (replaceModels && !found.models.empty())
            while (!draft.spec.models.empty())
                draft.removeModel(draft.spec.models.size() - 1);
        draft.addModels(without(found.models, draft.spec.models));
        first = addTo(draft, pictures);
    });
    m_grid->showRow(int(first));
    if (found.models.empty() && pictures.empty() && said.isEmpty())
        said << tr("There is neither a model nor a picture among these.");
    if (!said.isEmpty())
        m_note->say(InlineNote::Kind::Problem, said.join(QLatin1Char(' ')));
    m_startNote->say(InlineNote::Kind::Problem, said.join(QLatin1Char(' ')));
}

void ComparePage::addPaths(const QStringList& paths)
{
    look(paths, [this](const FoundToCompare& found) { take(found, false); });
}

void ComparePage::compareRuns(const QStringList& folders)
{
    look(folders, [this](const FoundToCompare& found) { take(found, true); });
}

void ComparePage::compareModels(const std::vector<ComparedModel>& models)
{
    FoundToCompare found;
    found.models = models;
    take(found, true);
}

void ComparePage::addPictures(const std::vector<ComparedPicture>& pictures)
{
    std::size_t first = 0;
    change(tr("Add Pictures"), [&](ComparisonDraft& draft) { first = addTo(draft, pictures); });
    m_grid->showRow(int(first));
}

void ComparePage::addArms()
{
    const QString run = firstRun();
    if (run.isEmpty())
        return;
    inBackground(
        this, [run] { return armsOf(run); },
        [this](std::vector<ComparedModel> arms) {
            const auto& models = m_draft.spec.models;
            arms.erase(std::remove_if(arms.begin(), arms.end(),
                           [&](const ComparedModel& arm) {
                               return std::any_of(models.begin(), models.end(),
                                   [&](const ComparedModel& model) { return model.source.path == arm.source.path; });
                           }),
                arms.end());
            change(tr("Add Models"), [&](ComparisonDraft& draft) { draft.addModels(arms); });
            if (arms.empty())
                m_note->say(InlineNote::Kind::Info,
                    tr("There is no other run beside it that differs only in what it occludes."));
        });
}

void ComparePage::addTestPictures()
{
    const QString run = firstRun();
    if (run.isEmpty())
        return;
    inBackground(
        this, [run] { return testPicturesOf(QFile::encodeName(run).toStdString()); },
        [this](const Result<std::vector<TestPicture>>& pictures) {
            if (!pictures) {
                m_note->say(InlineNote::Kind::Problem, QString::fromStdString(pictures.error().message()));
                return;
            }
            std::size_t first = 0;
            change(tr("Add Pictures"), [&](ComparisonDraft& draft) {
                if (draft.spec.pictures.empty())
                    draft.spec.rowClass.by = RowClass::By::True; // it is known of all of them
                first = addTo(draft, someOf(*pictures, kTestPictures));
            });
            m_grid->showRow(int(first));
        });
}

void ComparePage::openModelsDialog()
{
    auto* dialog = new QFileDialog(this, tr("Choose models to compare"), {},
        tr("Models (*.pth *.pt *.safetensors *.ts *.torchscript *.zip);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &ComparePage::addPaths);
    dialog->open();
}

void ComparePage::openRunDialog()
{
    auto* dialog = new QFileDialog(this, tr("Choose a run, or a folder of runs, to compare"), m_runFolder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::filesSelected, this, &ComparePage::addPaths);
    dialog->open();
}

void ComparePage::openPicturesDialog()
{
    auto* dialog = new QFileDialog(this, tr("Choose pictures to compare on"), m_pictureFolder,
        tr("Pictures (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& files) {
        m_pictureFolder = QFileInfo(files.value(0)).path();
        addPaths(files);
    });
    dialog->open();
}

void ComparePage::openPictureFolderDialog()
{
    auto* dialog = new QFileDialog(this, tr("Choose a folder of pictures to compare on"), m_pictureFolder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& folders) {
        m_pictureFolder = folders.value(0);
        addPaths(folders);
    });
    dialog->open();
}

void ComparePage::paste()
{
    bring(*QGuiApplication::clipboard()->mimeData());
}

void ComparePage::bring(const QMimeData& mime)
{
    const Brought brought = broughtBy(mime);
    if (!brought.paths.isEmpty())
        return addPaths(brought.paths);
    if (brought.empty())
        return say(InlineNote::Kind::Info, nothingBrought(brought));
    inBackground(
        this, [picture = brought.picture, folder = m_runFolder] { return keepPicture(picture, folder); },
        [this](const Result<QString>& file) {
            if (!file)
                return say(InlineNote::Kind::Problem, QString::fromStdString(file.error().message()));
            addPaths({ *file });
            Q_EMIT pictureKept(*file);
        });
}

/// Where the person looks: beside the comparison, or before there is one.
void ComparePage::say(InlineNote::Kind kind, const QString& sentence)
{
    m_note->say(kind, sentence);
    m_startNote->say(kind, sentence);
}

void ComparePage::dragEnterEvent(QDragEnterEvent* event)
{
    if (mayBring(*event->mimeData()))
        event->acceptProposedAction();
}

void ComparePage::dropEvent(QDropEvent* event)
{
    bring(*event->mimeData());
    event->acceptProposedAction();
}

} // namespace lookaway
