// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/Preferences.h"
#include "pages/composer/FigureActions.h"
#include "pages/composer/FigureCanvas.h"
#include "pages/composer/FigureDocument.h"

#include <QSet>
#include <QWidget>

class QLabel;
class QMenu;
class QMimeData;
class QStackedWidget;

namespace lookaway {

class FigureRenderer;
class FigureSettings;
class MessageBar;

/// The Figure workspace: a comparison becomes a figure for a paper. The figure in the middle as it will be printed,
/// its settings beside it, everything undoable; saved as a project file, exported as PDF, SVG, PNG and TIFF.
///
/// It computes nothing: what is to be computed it asks for with contentWanted(), and setContent() answers, as often as
/// something more is known.
class FigureComposer : public QWidget {
    Q_OBJECT

public:
    explicit FigureComposer(QWidget* parent = nullptr);

    /// Another figure, with what is known of it; asks about changes that are not saved first. False = it was not
    /// wanted.
    bool setFigure(const FigureSpec& spec, const FigureParts& parts);
    /// What is known of the comparison that was asked for last.
    void setContent(const FigureParts& content);

    /// A project file. False = it cannot be opened (which is said), or the present figure is to stay.
    bool openFile(const QString& file);
    bool saveTo(const QString& file);
    /// Begins writing a picture, and what belongs beside it; exported() or exportFailed() follows.
    void exportTo(const QString& file);
    /// Whether the figure may be replaced: nothing is lost, or the person was asked and said so.
    bool letGo();
    /// Pictures become rows, models columns, a project file is opened.
    void openPaths(const QStringList& paths);
    /// Beside the runs pasted pictures are kept.
    void setRunFolder(const QString& folder) { m_runFolder = folder; }

    FigureDocument* document() const { return m_document; }
    FigureCanvas* canvas() const { return m_canvas; }
    const FigureActions& actions() const { return *m_actions; }
    MessageBar* messages() const { return m_messages; }

Q_SIGNALS:
    /// `afresh`: models and pictures are to be read again.
    void contentWanted(const lookaway::ComparisonSpec& comparison, bool afresh);
    /// The person wants the Compare workspace.
    void compareRequested();
    void exported(const QStringList& files);
    void exportFailed(const lookaway::Error& error);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    // FigureComposer.cpp: what stands where, and who tells whom.
    QWidget* makeToolBar();
    QWidget* makeStatus();
    QWidget* makeEmptyState();
    void connectDocument();
    void connectCanvas();
    void showFigure();
    void askForContent(bool afresh = false);
    void showState();
    void showSize();
    // FigureComposerEdits.cpp
    void connectEdits();
    void move(FigureAxis axis, int from, int to);
    void removeSelected();
    void rename(FigureAxis axis, int index);
    void applyTemplate(FigureTemplate kind);
    void showMenu(const QPoint& place);
    void say(const Error& error);
    // FigureComposerBringing.cpp
    void bring(const QMimeData& mime);
    void addModels(const QStringList& paths);
    void sayWhatItLacks();
    // FigureComposerFiles.cpp
    void connectFiles();
    bool save();
    bool saveAs();
    void openDialog();
    void exportDialog(const QString& title, const QString& suffix);
    void copyPicture();
    void copyCommand();
    void fillRecent();
    QString name() const;

    FigureDocument* m_document;
    std::unique_ptr<FigureActions> m_actions;
    FigureRenderer* m_renderer;
    FigureCanvas* m_canvas;
    FigureSettings* m_settings;
    MessageBar* m_messages;
    QStackedWidget* m_stack;
    QLabel* m_name;
    QLabel* m_hint;
    QLabel* m_progress;
    QLabel* m_size;
    QLabel* m_zoom;
    QList<QWidget*> m_menus; ///< buttons that need a figure
    ComparisonSpec m_wanted;
    QSet<QByteArray> m_wantedKeys;
    QString m_runFolder = Preferences::defaultRunFolder();
    bool m_exporting = false;
};

} // namespace lookaway
