// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/Comparer.h"
#include "bridge/ComparisonDraft.h"
#include "bridge/Preferences.h"

#include "base/ColorMap.h"
#include "widgets/InlineNote.h"

#include <QWidget>

#include <functional>
#include <optional>

class QLabel;
class QMenu;
class QMimeData;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QUndoStack;

namespace lookaway {

class ColorScale;
class CompareChoice;
class CompareGrid;
class CompareLook;
class CompareModel;
class ComparisonDocument;
class EmptyState;
class EpochBar;
struct FoundToCompare;

/// The Compare workspace: heat maps of several models beside each other, a row for each picture.
class ComparePage : public QWidget {
    Q_OBJECT

public:
    explicit ComparePage(QWidget* parent = nullptr);

    Comparer* comparer() const { return m_comparer; }
    CompareGrid* grid() const { return m_grid; }
    /// As it is shown: with the epoch, the hot level and the device of now.
    const ComparisonDraft& draft() const { return m_draft; }
    /// Of what is compared; how it looks is not undone.
    QUndoStack* history() const;
    /// The figure that this view would be: the comparison, and its look.
    FigureSpec figure() const;

    /// In place of what is compared; the pictures stay where there are any.
    void compareModels(const std::vector<ComparedModel>& models);
    /// Runs, in place of the models that are compared.
    void compareRuns(const QStringList& folders);
    /// Runs, checkpoints, weights, TorchScript files, pictures and folders are added.
    void addPaths(const QStringList& paths);
    void addPictures(const std::vector<ComparedPicture>& pictures);
    /// The other arms of the first run's study.
    void addArms();
    /// A few of the first run's, spread over its classes.
    void addTestPictures();
    void openModelsDialog();
    void openRunDialog();
    void openPicturesDialog();
    void openPictureFolderDialog();
    /// Files, paths or a picture in the clipboard.
    void paste();
    void clear();
    void composeFigure();

    void setDevice(const QString& device);
    /// Where the dialog for runs begins, and pasted pictures are kept.
    void setRunFolder(const QString& folder) { m_runFolder = folder; }
    void setColorMap(ColorMap map);

Q_SIGNALS:
    /// Look into a model (a path to open) with a picture.
    void inspectWanted(const QString& model, const QString& picture);
    void figureWanted(const lookaway::FigureSpec& figure, const lookaway::FigureParts& parts);
    /// The same models on a whole test set.
    void testsWanted(const lookaway::ComparisonDraft& draft);
    /// Models or pictures are other ones.
    void changed();
    /// A picture that came without a file is this one now.
    void pictureKept(const QString& file);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeStart();
    QWidget* makeWorkspace();
    QWidget* makeHead();
    QWidget* makeMiddle();
    QWidget* makeFoot();
    void makeMenus(QToolButton* models, QToolButton* pictures);
    void connectTools();
    void connectGrid();
    using Edit = std::function<void(ComparisonDraft&)>;
    void change(const QString& text, const Edit& edit, const QString& mergeKey = {});
    void compare();
    void bring(const QMimeData& mime);
    void say(InlineNote::Kind kind, const QString& sentence);
    void look(const QStringList& paths, const std::function<void(const FoundToCompare&)>& then);
    void take(const FoundToCompare& found, bool replaceModels);
    void showState();
    void showProgress();
    void showScale();
    void showTools();
    std::vector<ComparedModel> modelsAt(std::optional<int> epoch) const;
    std::vector<int> epochs() const;
    QString firstRun() const;
    QString modelTitles() const;

    // The menus of cells, rows and columns.
    void showMenu(int row, int column, QPoint place);
    void addPictureCommands(QMenu* menu, int row, int column);
    void addRowCommands(QMenu* menu, int row, int column);
    void addColumnCommands(QMenu* menu, int column);
    void askTitle(const QString& question, const QString& now, const std::function<void(const QString&)>& then);
    void askClass(int row);
    void inspect(int row, int column);

    Comparer* m_comparer;
    CompareModel* m_model;
    ComparisonDocument* m_document;
    ComparisonDraft m_draft; ///< what m_document has, as it is shown
    QString m_device = QStringLiteral("auto");
    QString m_runFolder = Preferences::defaultRunFolder();
    QString m_pictureFolder;
    int m_looking = 0; ///< works in the background that look at files
    QStackedWidget* m_stack;
    QStackedWidget* m_middle = nullptr;
    EmptyState* m_start = nullptr;
    EmptyState* m_noPictures = nullptr;
    QPushButton* m_takeTest = nullptr;
    CompareChoice* m_choice = nullptr;
    CompareLook* m_look = nullptr;
    EpochBar* m_epochs = nullptr;
    CompareGrid* m_grid = nullptr;
    InlineNote* m_note = nullptr;
    InlineNote* m_startNote = nullptr;
    QLabel* m_state = nullptr;
    QLabel* m_scaleNote = nullptr;
    ColorScale* m_legend = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_tests = nullptr;
    QPushButton* m_compose = nullptr;
    QAction* m_arms = nullptr;
    QAction* m_testPictures = nullptr;
};

} // namespace lookaway
