// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QWidget>

class QLineEdit;
class QToolButton;

namespace lookaway {

/// A path as text, with a Browse button; files and folders of the right kind can be dropped on it. Nothing is checked:
/// what a path must be shows when it is used.
class PathEdit : public QWidget {
    Q_OBJECT

public:
    enum class Kind {
        Data,    ///< a folder, or a manifest (.csv, .tsv)
        Weights, ///< a checkpoint (.pth, .pt, .safetensors)
        Folder,  ///< a folder that need not be there yet
    };

    explicit PathEdit(Kind kind, QWidget* parent = nullptr);

    /// Not signalled.
    void setPath(const QString& path);
    QString path() const;
    QLineEdit* lineEdit() const { return m_edit; }
    /// What the path is for, as screen readers say it: "Data".
    void setTitle(const QString& title);

Q_SIGNALS:
    /// The person typed, chose or dropped a path.
    void edited();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QToolButton* makeBrowseButton();
    /// Opens a dialog that blocks nothing; its choice is taken over when it is accepted.
    void browse(bool forFolder);
    void take(const QString& path);

    Kind m_kind;
    QString m_title;
    QLineEdit* m_edit;
    QToolButton* m_browse;
};

} // namespace lookaway
