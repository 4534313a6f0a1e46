// SPDX-License-Identifier: MIT
#pragma once

#include <QMap>
#include <QObject>
#include <QSize>
#include <QStringList>

class QDockWidget;
class QMainWindow;
class QMenu;
class QSettings;

namespace lookaway {

/// The dock panels of the window: which belong to which workspace, how they lie by default, and how the person has
/// arranged them, remembered for each workspace. Docks that a workspace does not have are hidden while it is shown.
class Panels : public QObject {
    Q_OBJECT

public:
    /// Toggle actions are added to `menu`.
    Panels(QMainWindow* window, QMenu* menu);

    struct Place {
        Qt::DockWidgetArea area = Qt::LeftDockWidgetArea;
        QString tabbedWith = {}; ///< id of an earlier panel
        bool shown = true;       ///< at first and after a reset
        QStringList workspaces = {};
        QSize size = {}; ///< at first and after a reset, as far as there is room
    };
    QDockWidget* add(const QString& id, const QString& title, QWidget* content, const Place& place);

    void switchTo(const QString& workspace);
    /// As after the first start, for the present workspace.
    void reset();
    /// Shows a panel of the present workspace and brings it to the front.
    void reveal(const QString& id);

    void save(QSettings& settings);
    void restore(const QSettings& settings);

private:
    struct Panel {
        QDockWidget* dock;
        Place place;
    };
    void arrange();

    QMainWindow* m_window;
    QMenu* m_menu;
    QStringList m_order;
    QMap<QString, Panel> m_panels;
    QString m_workspace;
    QMap<QString, QByteArray> m_states; ///< QMainWindow::saveState() by workspace
};

} // namespace lookaway
