// SPDX-License-Identifier: MIT
#include "FigureShots.h"

#include "pages/composer/FigureComposer.h"
#include "session/runs/RunReader.h"
#include "window/MainWindow.h"

#include <QAction>

namespace lookaway {

namespace {

constexpr int kMostModels = 4;
constexpr int kPictures = 3;

/// The finished runs in a folder, those without occlusion first.
std::vector<ComparedModel> modelsIn(const QString& folder)
{
    std::vector<ComparedModel> models;
    const QDir runs(folder);
    for (const QString& name : runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const auto run = readRun(runs.filePath(name).toStdString());
        if (!run || run->status != RunRecord::Status::Finished || models.size() >= kMostModels)
            continue;
        ComparedModel model;
        model.title = name.toStdString();
        model.source.path = runs.filePath(name).toStdString();
        const bool baseline = run->facts.config.distraction.fill == FillKind::None;
        models.insert(baseline ? models.begin() : models.end(), model);
    }
    return models;
}

/// The first picture of each of the first classes.
std::vector<ComparedPicture> picturesIn(const QString& folder)
{
    std::vector<ComparedPicture> pictures;
    const QDir classes(folder);
    for (const QString& name : classes.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QDir files(classes.filePath(name));
        const QStringList names = files.entryList(QDir::Files, QDir::Name);
        if (names.isEmpty() || pictures.size() >= kPictures)
            continue;
        ComparedPicture picture;
        picture.file = files.filePath(names.front()).toStdString();
        pictures.push_back(picture);
    }
    return pictures;
}

void compose(FigureComposer& composer, const FigureSpec& figure)
{
    composer.setFigure(figure, {});
    Photographer::until([&] { return composer.document()->parts().complete(); });
    Photographer::settle(1500); // painted on another thread
}

} // namespace

void photographFigure(MainWindow& window, const QString& work, const Photographer& photo)
{
    const QString data = qEnvironmentVariable("LOOKAWAY_DATA");
    const QString own = qEnvironmentVariable("LOOKAWAY_RUNS");
    const bool cars = !own.isEmpty() && QDir(data + QStringLiteral("/cars20/test")).exists();
    const auto models = modelsIn(cars ? own : work + QStringLiteral("/runs"));
    const auto pictures =
        picturesIn(cars ? data + QStringLiteral("/cars20/test") : work + QStringLiteral("/runs/demo pictures/test"));
    if (models.empty() || pictures.empty())
        return;
    window.showWorkspace(MainWindow::Workspace::Figure);
    auto& composer = *window.findChild<FigureComposer*>();
    FigureSpec figure = figureThree(models, pictures);
    figure.style.contour = 0.5;
    compose(composer, figure);
    composer.canvas()->select({ -1, 1 });
    photo.take(window, "figure-three");
    composer.canvas()->select({ 0, -1 });
    window.findChild<QAction*>(QStringLiteral("figureCrop"))->trigger();
    photo.take(window, "figure-crop");
    composer.canvas()->setCropping(false);
    compose(composer, figureTwo(models, pictures));
    composer.canvas()->fitPage();
    photo.take(window, "figure-two");
}

} // namespace lookaway
